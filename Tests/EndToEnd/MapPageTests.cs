using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CityOps.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CityOps.Tests.EndToEnd;

/// <summary>The map of the operations page in a real browser, by what its script knows (<c>cityMap</c> at its element) and a click on it.</summary>
[Collection(RealCity.Name)]
public sealed class MapPageTests(OperatorCity city, ITestOutputHelper output)
{
    const int Normal = 0;
    const int Major = 2;
    const int MajorAcknowledged = 12;
    const int Unknown = 21;

    [Fact]
    public async Task Alert_ChangesTheMarkOfItsStation_AndAClickChoosesIt()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync();
        await city.StationAsync("mp-1", "Čopova ulica", 46.0530, 14.5040, "Center");
        await StandsAsync(page, "mp-1", Unknown);
        await city.ReadAsync("mp-1", 30);
        await StandsAsync(page, "mp-1", Normal);
        await city.RuleAsync("Dust on the map", "mp-1");

        await city.ReadAsync("mp-1", 61.5);
        await page.SeesAsync(page.Alert("Dust on the map"));
        var seen = TimeProvider.System.GetTimestamp();
        await StandsAsync(page, "mp-1", Major);
        var late = TimeProvider.System.GetElapsedTime(seen);
        output.WriteLine($"in the list → on the map: {late.TotalMilliseconds:0} ms");
        Assert.InRange(late.TotalSeconds, 0, 5);

        await ClickAsync(page, "mp-1");
        await ChosenAsync(page, "mp-1");
        await page.SeesAsync(page.Page.Locator("#trend-title"), "Čopova ulica");
        await page.SeesAsync(page.Page.Locator(".map-selected"), "Čopova ulica Center · Air · Major");
        await page.ShootAsync("Map_Alert");

        await page.AcknowledgeButton("Dust on the map").ClickAsync();
        await StandsAsync(page, "mp-1", MajorAcknowledged);
        await page.SeesAsync(page.Page.Locator(".map-selected"), "Major, acknowledged");
        await city.ReadAsync("mp-1", 10);
        await StandsAsync(page, "mp-1", Normal);
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task AlertOfAWholeDistrict_HasAMarkWithItsName_AndAClickOpensItsAlerts()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync();
        string[] devices = ["mp-6", "mp-7"];
        await city.StationAsync("mp-6", "Zaloška", 46.0560, 14.5800, "Polje");
        await city.StationAsync("mp-7", "Kašeljska", 46.0600, 14.5900, "Polje");
        await city.RuleAsync(new
        {
            name = "Dust everywhere", quantity = "pm10", domain = "air", devices, severity = "major",
            condition = new { kind = "atLeast", n = 2, scope = "district", conditions = new[] { new { kind = "above", raise = 50, clear = 40 } } },
        });
        await ReadAllAsync(61.5);
        await page.SeesAsync(page.Alert("Dust everywhere"));
        await ReadyAsync(page);
        await page.Page.EvaluateAsync($"void {Map}.gl.jumpTo({{ center: [14.585, 46.058], zoom: 14 }})");
        await Eventually.SatisfiesAsync(
            () => page.Page.EvaluateAsync<string?>($"{Map}.gl.queryRenderedFeatures({{ layers: ['districts'] }}).map(mark => mark.properties.name).join()"),
            names => names == "Polje", "the mark of the district");
        await page.ShootAsync("Map_District");

        var at = JsonNode.Parse(await page.Page.EvaluateAsync<string>($"JSON.stringify({Map}.gl.project([14.585, 46.058]))"))!;
        await page.Page.Locator("#map canvas").ClickAsync(new() { Position = new() { X = (float)(double)at["x"]!, Y = (float)(double)at["y"]! } });
        await Expect(page.Page).ToHaveURLAsync(new Regex(@"/alerts\?district=Polje$"), new() { Timeout = OperatorPage.Soon });
        await page.SeesAsync(page.Page.Locator(".alerts-page tbody tr"), "Dust everywhere");
        await page.OpenAsync("/?map=table");
        await page.SeesAsync(page.Page.Locator("#map tbody tr").Filter(new() { HasText = "Polje" }), "Whole district: Major");
        await page.WithoutBarriersAsync();
        await ReadAllAsync(10);
        await page.EndsQuietlyAsync();

        async Task ReadAllAsync(double pm10)
        {
            foreach (var device in devices)
            {
                await city.ReadAsync(device, pm10);
            }
        }
    }

    [Fact]
    public async Task StationInTheAddress_IsChosenAndInSight()
    {
        await using var page = await city.PageAsync();
        await city.StationAsync("mp-2", "Daleč stran", 45.985, 14.70, "Sostro");
        await page.OpenAsync("/?station=mp-2");
        await ReadyAsync(page);
        await page.SeesAsync(page.Page.Locator(".map-selected"), "Daleč stran");
        await Eventually.SatisfiesAsync(
            () => page.Page.EvaluateAsync<bool>($"{Map}.gl.getBounds().contains([14.70, 45.985])"), inSight => inSight, "the station in sight");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task KeyboardMovesTheMap_AndTabGoesThrough()
    {
        await using var page = await city.PageAsync();
        await page.OpenAsync();
        await city.StationAsync("mp-3", "Ježica", 46.0985, 14.5120, "Posavje");
        await ReadyAsync(page);
        var canvas = page.Page.Locator("#map canvas");
        await Expect(canvas).ToHaveAttributeAsync("aria-label", new Regex("table of districts"));
        await canvas.FocusAsync();
        var before = await page.Page.EvaluateAsync<double>($"{Map}.gl.getCenter().lng");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Eventually.SatisfiesAsync(() => page.Page.EvaluateAsync<double>($"{Map}.gl.getCenter().lng"), lng => lng > before, "the map moved");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.False(await page.Page.EvaluateAsync<bool>("document.activeElement.tagName === 'CANVAS'"));
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task WithoutWebGl_TheTableOfDistrictsTakesItsPlace()
    {
        await using var page = await city.PageAsync();
        await page.Page.AddInitScriptAsync("""
            const ask = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind.startsWith("webgl") ? null : ask.call(this, kind, ...rest); };
            """);
        await page.OpenAsync();
        await city.StationAsync("mp-4", "Rakovnik", 46.0363, 14.5229, "Rudnik");
        await page.SeesAsync(page.Page.Locator("#map .empty", new() { HasText = "This browser cannot draw the map" }));
        var district = page.Page.Locator("#map tbody tr").Filter(new() { Has = page.Page.GetByRole(AriaRole.Button, new() { Name = "Rudnik", Exact = true }) });
        await page.SeesAsync(district, "No data yet");
        await district.GetByRole(AriaRole.Button).ClickAsync();
        await page.Page.Locator("#map .opened").GetByRole(AriaRole.Button, new() { Name = "Rakovnik" }).ClickAsync();
        await ChosenAsync(page, "mp-4");
        await page.WithoutBarriersAsync();
        await page.ShootAsync("Map_WithoutWebGl");
        // What the browser says of its own inability is no complaint about us.
        Assert.DoesNotContain(page.Complaints, complaint => !complaint.Contains("WebGL", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("en", false)]
    [InlineData("sl", true)]
    public async Task TableOnRequest_HasNoBarrier(string language, bool isDark)
    {
        await using var page = await city.PageAsync(isDark);
        await (language == "sl" ? page.OpenInSlovenianAsync("/?map=table") : page.OpenAsync("/?map=table"));
        await city.StationAsync("mp-5", "Sostro", 46.043, 14.605, "Sostro");
        await page.SeesAsync(page.Page.Locator("#map tbody"), "Sostro");
        await page.WithoutBarriersAsync();
        await page.Page.Locator("#map .card-head button[aria-pressed]").Last.ClickAsync();
        await ReadyAsync(page);
        await page.EndsQuietlyAsync($"Map_Table-{language}");
    }

    [Fact]
    public async Task UnchangedCity_IsNotDrawnAgain()
    {
        await using var page = await city.PageAsync();
        await ManyStations.ServeAsync(page, 300);
        await page.OpenAsync();
        await ReadyAsync(page);
        await Eventually.SatisfiesAsync(() => DotsAsync(page, 300), count => count >= 250, "the dots");
        await page.Page.EvaluateAsync($"new Promise(done => {Map}.gl.loaded() ? done() : {Map}.gl.once('idle', () => done()))");

        var (repaints, frames) = await MeasuredAsync(page);
        await Eventually.SatisfiesAsync(() => MeasuredAsync(page), now => now.Frames >= frames + 3, "three frames of the hub");
        Assert.Equal(repaints, (await MeasuredAsync(page)).Repaints);
        await page.Page.EvaluateAsync($"{Map}.play([7], [1])");
        await Eventually.SatisfiesAsync(() => MeasuredAsync(page), now => now.Repaints > repaints, "a change is drawn");
        await page.EndsQuietlyAsync();
    }

    [Fact]
    public async Task LostDrawingContext_ComesBackWithDotsAndMarks()
    {
        await using var page = await city.PageAsync();
        await ManyStations.ServeAsync(page, 300);
        await page.OpenAsync();
        await ReadyAsync(page);
        await Eventually.SatisfiesAsync(() => DotsAsync(page, 300), count => count >= 250, "the dots");
        await page.Page.EvaluateAsync($$"""
            new Promise(done => {
              const { gl } = {{Map}}, taken = gl.getCanvas().getContext('webgl2').getExtension('WEBGL_lose_context');
              gl.once('webglcontextrestored', () => done());
              gl.once('webglcontextlost', () => {
                // What comes while there is nothing to draw on is drawn afterwards.
                {{Map}}.play([7, 8], [1, 1]);
                setTimeout(() => taken.restoreContext());
              });
              taken.loseContext();
            })
            """);
        await Eventually.SatisfiesAsync(() => DotsAsync(page, 300), count => count >= 250, "the dots again");
        await Eventually.SatisfiesAsync(() => page.Page.EvaluateAsync<int>(
            $"{Map}.gl.queryRenderedFeatures({{ layers: ['marks'] }}).reduce((sum, mark) => sum + (mark.properties.point_count ?? 1), 0)"), count => count == 2, "both marks");
        await page.Page.EvaluateAsync($"{Map}.play([9], [1])");
        await Eventually.SatisfiesAsync(() => page.Page.EvaluateAsync<int>(
            $"{Map}.gl.queryRenderedFeatures({{ layers: ['marks'] }}).reduce((sum, mark) => sum + (mark.properties.point_count ?? 1), 0)"), count => count == 3, "one more");
    }

    const string Map = "document.querySelector('#map .map').cityMap";

    /// <summary>At how many of the stations of <see cref="ManyStations"/> the picture has the colour of a dot.</summary>
    static Task<int> DotsAsync(OperatorPage page, int stations) => page.Page.EvaluateAsync<int>($$"""
        new Promise(done => {
          const { gl } = {{Map}};
          // A drawing can be read only while it is made.
          gl.once('render', () => {
            const copy = document.createElement('canvas'), shown = gl.getCanvas();
            [copy.width, copy.height] = [shown.width, shown.height];
            const pen = copy.getContext('2d', { willReadFrequently: true });
            pen.drawImage(shown, 0, 0);
            const isDot = ({ x, y }) => pen.getImageData(Math.round(x), Math.round(y), 1, 1).data.slice(0, 3).every((c, i) => Math.abs(c - [141, 149, 157][i]) <= 12);
            done(Array.from({ length: {{stations.ToString(CultureInfo.InvariantCulture)}} }, (_, row) => {{Map}}.pointOf(`many-${row}`)).filter(isDot).length);
          });
          gl.triggerRepaint();
        })
        """);

    static Task ReadyAsync(OperatorPage page) => page.SeesAsync(page.Page.Locator("#map .map[data-state='ready']"));

    static async Task<(int Repaints, int Frames)> MeasuredAsync(OperatorPage page)
    {
        var measured = JsonNode.Parse(await page.Page.EvaluateAsync<string>($"JSON.stringify({Map}.measured)"))!;
        return ((int)measured["repaints"]!, (int)measured["frames"]!);
    }

    static async Task StandsAsync(OperatorPage page, string station, int state) => await Eventually.SatisfiesAsync(
        () => page.Page.EvaluateAsync<int?>($"{Map}?.stateOf('{station}') ?? null"), found => found == state, $"{station} stands at {state}");

    static Task ChosenAsync(OperatorPage page, string station) =>
        Expect(page.Page).ToHaveURLAsync(new Regex($@"\?station={station}$"), new() { Timeout = OperatorPage.Soon });

    /// <summary>From near by: in the whole city the marks of other tests' stations may lie above it.</summary>
    static async Task ClickAsync(OperatorPage page, string station)
    {
        await page.Page.EvaluateAsync($$"""
            new Promise(done => {
              const { gl } = {{Map}}, { x, y } = {{Map}}.pointOf('{{station}}');
              gl.once('idle', () => done());
              gl.jumpTo({ center: gl.unproject([x, y]), zoom: 16 });
            })
            """);
        var at = JsonNode.Parse(await page.Page.EvaluateAsync<string>($"JSON.stringify({Map}.pointOf('{station}'))"))!;
        await page.Page.Locator("#map canvas").ClickAsync(new() { Position = new() { X = (float)(double)at["x"]!, Y = (float)(double)at["y"]! } });
    }
}
