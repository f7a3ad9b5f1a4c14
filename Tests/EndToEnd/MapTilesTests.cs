using System.Buffers.Binary;
using System.Text;
using CityOps.Tests.Support;
using Microsoft.Playwright;

namespace CityOps.Tests.EndToEnd;

/// <summary>A base map from elsewhere, by configuration, within the security policy.</summary>
[Collection(RealCity.Name)]
public sealed class MapTilesTests
{
    /// <summary>One grey pixel.</summary>
    static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNoaGj4DwAFhAKAU5N0NgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task RasterTiles_AreLoadedFromTheirHostAndNameTheirMakers()
    {
        using var folder = new TempFolder();
        await using var city = await CityProcess.StartAsync(
            folder.Path, "Development", "--Map:Tiles=http://tiles.example.org/{z}/{x}/{y}.png", "--Map:Attribution=© the makers");
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var page = await browser.OpenAsync(city.BaseAddress);
        var asked = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.Page.RouteAsync("http://tiles.example.org/**", async route =>
        {
            asked.TrySetResult(new Uri(route.Request.Url).AbsolutePath);
            await route.FulfillAsync(new() { ContentType = "image/png", BodyBytes = Png, Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" } });
        });
        await page.OpenAsync();
        Assert.Matches(@"^/1\d/\d+/\d+\.png$", await asked.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        await page.SeesAsync(page.Page.Locator(".map-attribution"), "© the makers");
        await page.SeesAsync(page.Page.Locator("#map .map[data-state]"));
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task ArchiveInTheDataFolder_IsReadByRanges()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("tiles"));
        await File.WriteAllBytesAsync(folder.File("tiles/city.pmtiles"), Archive(Png));
        await using var city = await CityProcess.StartAsync(folder.Path, "Development", "--Map:Tiles=/tiles/city.pmtiles", "--Map:Attribution=© the makers");
        await using var browser = await Chromium.StartAsync(Servers.Chromium);
        await using var page = await browser.OpenAsync(city.BaseAddress);
        var answers = new List<int>();
        page.Page.Response += (_, response) =>
        {
            if (response.Url.EndsWith(".pmtiles", StringComparison.Ordinal))
            {
                answers.Add(response.Status);
            }
        };
        await page.OpenAsync();
        await page.SeesAsync(page.Page.Locator("#map .map[data-state]"));
        await Eventually.SatisfiesAsync(
            () => page.Page.EvaluateAsync<bool>("document.querySelector('#map .map').cityMap.gl.isSourceLoaded('base')"), loaded => loaded, "the tile of the archive");
        Assert.NotEmpty(answers);
        Assert.All(answers, status => Assert.Equal(206, status));
        await page.EndsQuietlyAsync();
    }

    /// <summary>PMTiles, version 3, with the one tile of zoom 0: a header of 127 bytes, a directory of one entry, empty metadata, the tile.</summary>
    static byte[] Archive(byte[] tile)
    {
        const int Header = 127;
        byte[] length = tile.Length < 128 ? [(byte)tile.Length] : [(byte)(tile.Length | 128), (byte)(tile.Length >> 7)];
        byte[] directory = [1, 0, 1, .. length, 1];
        var metadata = "{}"u8.ToArray();
        var header = new byte[Header];
        Encoding.ASCII.GetBytes("PMTiles", header);
        header[7] = 3;
        ulong[] sections =
        [
            Header, (ulong)directory.Length, (ulong)(Header + directory.Length), (ulong)metadata.Length, 0, 0,
            (ulong)(Header + directory.Length + metadata.Length), (ulong)tile.Length, 1, 1, 1,
        ];
        for (var i = 0; i < sections.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8 + (8 * i)), sections[i]);
        }

        // Clustered; nothing packed; PNG.
        (header[96], header[97], header[98], header[99]) = (1, 1, 1, 2);
        int[] bounds = [-1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000];
        for (var i = 0; i < bounds.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(102 + (4 * i)), bounds[i]);
        }

        return [.. header, .. directory, .. metadata, .. tile];
    }
}
