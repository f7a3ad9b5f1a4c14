using System.Globalization;
using System.Text.Json;
using CityOps.Simulators.Verbs;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Simulators.Replay;
using CityOps.Tests.Simulators.Verbs;

namespace CityOps.Tests.Simulators.Import;

/// <summary>What one city gives away, another takes, through its real broker, and gives away the same.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    const string MaxAge = "--Ingestion:MaxAge=3650.00:00:00";
    const string Period = "from=2025-03-29T00:00:00Z&to=2025-04-01T00:00:00Z&tz=Europe/Ljubljana";

    readonly TempFolder folder = new();
    readonly TempFolder other = new();
    readonly StringWriter output = new();
    readonly StringWriter error = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        other.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AnotherCity_GivesAwayTheSameFile_AndKnowsASecondImport()
    {
        var file = Written.SaveGzip(folder, "air.csv.gz", await FirstCityAsync());
        await using var second = await CityProcess.StartAsync(other.File("city"), "Development", MaxAge);
        Assert.Equal(ExitCodes.Done, await ImportAsync(second, file, "--with-failed"));
        Assert.Contains("The city has received 8 messages of these devices since: 8 stored, 0 duplicate, 0 rejected; 403 readings taken, 0 refused.", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(Unpacked, await ExportAsync(second, 404));

        output.GetStringBuilder().Clear();
        Assert.Equal(ExitCodes.Done, await ImportAsync(second, file, "--with-failed"));
        Assert.Contains("The city has received 8 messages of these devices since: 0 stored, 8 duplicate, 0 rejected; 0 readings taken, 0 refused.", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  8 messages are duplicates: the city had them already, so nothing of them is lost and nothing is stored twice.", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(Unpacked, await ExportAsync(second, 404));
    }

    [Fact]
    public async Task CityWithTheUsualAge_SaysWhatItRefusedAndWhatToDo()
    {
        var file = Written.Save(folder, "mixed.csv",
            $"time,series,value,unit,quality,domain\r\n2004-03-01T00:00:00.000Z,im-1:pm10,1,ug/m3,good,air\r\n{Json.Time(Json.Now - 60_000)},im-1:pm10,2,ug/m3,good,air\r\n"
            + $"{Json.Time(Json.Now - 60_000)},im-2:pm10,3,bar,good,air\r\n");
        await using var city = await CityProcess.StartAsync(other.File("city"));
        Assert.Equal(ExitCodes.Incomplete, await ImportAsync(city, file));
        var told = output.ToString();
        Assert.Contains("The city has received 2 messages of these devices since: 1 stored, 0 duplicate, 1 rejected; 1 readings taken, 2 refused.", told, StringComparison.Ordinal);
        Assert.Contains("  1 readings refused as too_old: start the city with a longer Ingestion:MaxAge, such as --Ingestion:MaxAge=36500.00:00:00, and import again.", told, StringComparison.Ordinal);
        Assert.Contains("  1 readings refused as unknown_unit: their series has another unit in this city", told, StringComparison.Ordinal);
        Assert.Contains("Not all of it is in the city.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProductionCity_WantsAKey()
    {
        var file = Written.Save(folder, "rows.csv", $"time,series,value,unit,quality,domain\r\n{Json.Time(Json.Now - 60_000)},im-1:pm10,1,ug/m3,good,air\r\n");
        await using var city = await CityProcess.StartAsync(other.File("city"), "Production");
        Assert.Equal(ExitCodes.BadWords, await ImportAsync(city, file));
        Assert.Contains("wants a key that may look: --key-file, or CITYOPS_API_KEY.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, await ImportAsync(city, file, "--key-file", Written.Save(folder, "key", CityProcess.AdminKey + "\n")));
        Assert.Contains("1 stored", output.ToString(), StringComparison.Ordinal);
    }

    string Unpacked { get; set; } = "";

    /// <summary>A reading each half hour over the change of the clock, one that failed, one that is suspect, a unit of its own, a name like a formula.</summary>
    async Task<string> FirstCityAsync()
    {
        await using var city = await CityProcess.StartAsync(folder.File("city"), "Development", MaxAge);
        var start = Json.At("2025-03-29T22:00:00Z");
        await city.PublishAsync("cityops/v1/air/im-1/readings", Records(Enumerable.Range(0, 200).Select(i => (start + (i * 60_000L), $"\"pm10\":{(10 + (i % 7 / 10.0)).ToString(CultureInfo.InvariantCulture)}"))));
        await city.PublishAsync("cityops/v1/air/im-1/readings", Records([(start + (200 * 60_000L), "\"pm10\":-5000"), (start + (201 * 60_000L), "\"pm10\":1e-7,\"temperature\":-12.25")]));
        await city.PublishAsync("cityops/v1/air/-im-2/readings", Records(Enumerable.Range(0, 200).Select(i => (start + (i * 60_000L), $$"""
            "noise":{"v":{{i}},"u":"=dB(A)"}
            """))));
        return Unpacked = await ExportAsync(city, 404);
    }

    static string Records(IEnumerable<(long At, string Values)> records) => $"[{string.Join(',', records.Select(one => $"{{\"ts\":{one.At},\"m\":{{{one.Values}}}}}"))}]";

    static Task<string> ExportAsync(CityProcess city, int lines) => Eventually.SatisfiesAsync(
        () => city.Http.GetStringAsync($"/api/v1/export?domain=air&{Period}"), text => text.Count(sign => sign == '\n') == lines, "all readings are in the export");

    Task<int> ImportAsync(CityProcess city, string file, params string[] words) => new CommandRun(output, error).InvokeAsync(
        ["import", file, "--host", "localhost", "--port", $"{city.MqttPort}", "--city", city.BaseAddress.ToString(), .. words]);
}
