using System.Globalization;
using System.Text.RegularExpressions;
using CityOps.Simulators.Verbs;
using CityOps.Tests.EndToEnd;
using CityOps.Tests.Replay;
using CityOps.Tests.Simulators.Verbs;
using CityOps.Tests.Support;

namespace CityOps.Tests.Simulators.Replay;

/// <summary>The mappings of ours on the recordings they are for; skipped by name where those are missing.</summary>
public sealed class RecordedReplayTests
{
    const string Air = "air/uci_air_quality_2004-2005.csv.gz";
    const string Traffic = "traffic/aarhus_traffic_8_sensors_2014-08-04_2014-08-14.csv.gz";
    const string Water = "water/batadal_2016-07_2016-12.csv.gz";

    readonly StringWriter output = new();
    readonly StringWriter error = new();

    [Theory]
    [InlineData(Air, "uci-air", "9357 rows of 1 device, from 2004-03-10T17:00:00.000Z to 2005-04-04T13:00:00.000Z", "CO(GT) 7674 1683 0 0 0.1 2.15275 11.9")]
    [InlineData(Air, "uci-air", "Read 9357 rows", "NO2(GT) 7715 1642 0 0 2 113.07552 339.7")]
    [InlineData(Air, "uci-air", "0 unusable", "NMHC(GT) 914 8443 0 0 7 218.81182 1189")]
    [InlineData(Traffic, "aarhus-traffic", "23100 rows of 8 devices", "avgSpeed 19678 0 3422 0 4 59.65876 148")]
    [InlineData(Water, "batadal-water", "4177 rows of 32 devices, from 2016-07-04T00:00:00.000Z to 2016-12-25T00:00:00.000Z", "L_T1 4177 0 0 0 0.32 2.70745 5.73")]
    public async Task DryRun_FindsWhatTheRecordingsAreKnownToHave(string file, string mapping, string found, string column)
    {
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", Samples.PathOf(file), "--mapping", mapping, "--dry-run"));
        Assert.Contains(found, output.ToString(), StringComparison.Ordinal);
        var name = column.Split(' ')[0];
        var line = output.ToString().Split('\n').Single(text => text.StartsWith(name + " ", StringComparison.Ordinal));
        // Without what it is sent as, and its unit.
        var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(column, string.Join(' ', cells.Where((_, index) => index is 0 or > 2)));
    }

    [Fact]
    public async Task OriginalTimes_ArriveInACityThatTakesThem_AndEveryMessageIsStored()
    {
        var samples = Samples.PathOf(Air);
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path, "Production", "--Ingestion:MaxAge=36500.00:00:00");
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", samples, "--mapping", "uci-air", "--times", "original", "--port", Text(city.MqttPort)));
        await city.StoredAsync();
        var total = (await city.AskAsync("/ledger")).GetProperty("total");
        Assert.Equal(Said("acknowledged"), total.GetProperty("stored").GetInt64());
        Assert.Equal((Said("sent"), 0), (Said("acknowledged"), Said("unsent")));
        Assert.Equal(Readings(), total.GetProperty("readings").GetProperty("taken").GetInt64());
        Assert.Equal(0, total.GetProperty("shed").GetInt64());

        // The highest of the recording, at 19:00 of its clock.
        var highest = await city.AskAsync("/readings?series=uci-air:co&from=2004-11-23T18:00:00Z&to=2004-11-23T18:00:01Z");
        Assert.Equal(11.9, highest.GetProperty("items")[0].GetProperty("v").GetDouble());
        // NOx comes in ppb and is kept in ug/m3.
        var series = (await city.ItemsAsync("/series?device=uci-air")).Single(item => item.GetProperty("id").GetString() == "uci-air:nox");
        Assert.Equal("ug/m3", series.GetProperty("unit").GetString());
    }

    [Fact]
    public async Task NowAtFullSpeed_PutsStationsOnTheMapWithTheirPast()
    {
        var samples = Samples.PathOf(Traffic);
        using var data = new TempFolder();
        await using var city = await CityProcess.StartAsync(data.Path, "Production");
        Assert.Equal(ExitCodes.Done, await InvokeAsync("replay", samples, "--mapping", "aarhus-traffic", "--speed", "max", "--port", Text(city.MqttPort)));
        await city.StoredAsync();
        var total = (await city.AskAsync("/ledger")).GetProperty("total");
        Assert.Equal(Said("acknowledged"), total.GetProperty("stored").GetInt64());
        Assert.Equal((0, 105_234), (total.GetProperty("rejected").GetProperty("total").GetInt64(), total.GetProperty("readings").GetProperty("taken").GetInt64()));
        var stations = await Eventually.SatisfiesAsync(() => city.ItemsAsync("/stations"), items => items.Count == 8, "eight stations");
        Assert.Contains(stations, item => item.GetProperty("name").GetString() == "Søftenvej" && Math.Abs(item.GetProperty("lat").GetDouble() - 56.204) < 0.001);
    }

    long Said(string word) => long.Parse(Regex.Match(output.ToString(), $@"Finished: .*[;,] {word} (\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    long Readings() => long.Parse(Regex.Match(output.ToString(), @"Finished: .*; (\d+) readings").Groups[1].Value, CultureInfo.InvariantCulture);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    Task<int> InvokeAsync(params string[] arguments) => new CommandRun(output, error).InvokeAsync(arguments);
}
