using System.Net;
using System.Text;

namespace CityOps.Tests.Dashboard.Api.Export;

/// <summary>A year of minutes on its way: at constant memory, as fast as the client takes it, and never a part that looks whole.</summary>
public sealed class ExportStreamTests
{
    [Fact]
    public async Task Year_IsWhole_AndAPageAtATimeIsInMemory()
    {
        var store = new YearStore();
        await using var site = await ExportSite.StartAsync(store);
        using var answer = await site.Http.GetAsync(ExportSite.Year, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("time,series,value,unit,quality,domain", await lines.ReadLineAsync());
        var (count, last) = (0, "");
        while (await lines.ReadLineAsync() is { } line)
        {
            count++;
            last = line;
        }

        Assert.Equal((YearStore.Readings, "2025-12-31T23:59:00.000Z,ex-year:pm10,99,ug/m3,good,air"), (count, last));
        Assert.InRange(store.Pages, 50, 60);
        // The one that was just worked through may still be in a local of somebody's.
        Assert.InRange(store.MostHeld, 0, 2);
    }

    [Fact]
    public async Task ClientThatDoesNotRead_KeepsTheStoreFromBeingRead()
    {
        var store = new YearStore();
        await using var site = await ExportSite.StartAsync(store);
        using var answer = await site.Http.GetAsync(ExportSite.Year, HttpCompletionOption.ResponseHeadersRead);
        // Nothing says that it waits: it is when two looks find the same.
        var before = 0;
        var pages = await Eventually.SatisfiesAsync(() => Task.FromResult(store.Pages), now => before == (before = now), "the export waits for its client");
        Assert.InRange(pages, 1, 25);
        using var body = await answer.Content.ReadAsStreamAsync();
        var bytes = 0L;
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer)) > 0; bytes += read)
        {
        }

        Assert.Equal(YearStore.Readings * (long)"2025-12-31T23:59:00.000Z,ex-year:pm10,9,ug/m3,good,air\r\n".Length, bytes - Extra);
    }

    [Fact]
    public async Task ClientThatGoesAway_EndsIt()
    {
        var store = new YearStore();
        await using var site = await ExportSite.StartAsync(store);
        using (var answer = await site.Http.GetAsync(ExportSite.Year, HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await store.Cancelled.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(store.Pages, 1, 30);
    }

    [Fact]
    public async Task StoreThatFailsOnTheWay_BreaksTheConnection()
    {
        await using var site = await ExportSite.StartAsync(new YearStore { FailsAt = 20 });
        using var answer = await site.Http.GetAsync(ExportSite.Year, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var trouble = await Record.ExceptionAsync(() => answer.Content.ReadAsByteArrayAsync());
        Assert.True(trouble is HttpRequestException or IOException, $"{trouble}");
    }

    [Fact]
    public async Task StoreThatFailsAtOnce_IsAnAnswer()
    {
        await using var site = await ExportSite.StartAsync(new YearStore { FailsAt = 1 });
        using var answer = await site.Http.GetAsync(ExportSite.Year);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("the store is away", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CityThatStops_DoesNotWaitForTheEndOfTheYear_AndTheClientNotices()
    {
        await using var site = await ExportSite.StartAsync(new YearStore());
        using var answer = await site.Http.GetAsync(ExportSite.Year, HttpCompletionOption.ResponseHeadersRead);
        var stopping = site.StopAsync();
        var trouble = await Record.ExceptionAsync(() => answer.Content.ReadAsByteArrayAsync());
        Assert.True(trouble is HttpRequestException or IOException, $"{trouble}");
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Values of two digits, nine of ten, and the line with the names.</summary>
    static long Extra => (YearStore.Readings * 9L / 10) + Encoding.UTF8.GetByteCount("time,series,value,unit,quality,domain\r\n");
}
