using System.Globalization;
using CityOps.Core.City;
using CityOps.Storage.City;

namespace CityOps.Tests.Storage.City;

/// <summary>
/// Whose word counts, as histories. <c>birth</c> and <c>put</c> are of the device d, <c>station</c> is the PUT of station s or d.
/// The answer is <c>name/station/gateway/interval</c> of the device, then <c>name/lat/district</c> of its station.
/// </summary>
public sealed class PersonBeforeBirthTests
{
    [Theory]
    [InlineData("birth name=B gw=g1 int=60", "B/-/g1/60 -")]
    [InlineData("birth name=B; put name=P", "P/-/-/- -")]
    [InlineData("put name=P; birth name=B", "P/-/-/- -")]
    [InlineData("put name=P; birth name=B gw=g1 int=60", "P/-/g1/60 -")]
    [InlineData("put gw=g9 int=5; birth name=B gw=g1 int=60", "B/-/g9/5 -")]
    [InlineData("birth gw=g1 int=60; put gw=g9; put int=7", "d/-/g1/7 -")]
    [InlineData("birth name=B; birth gw=g1; birth int=60", "B/-/g1/60 -")]
    [InlineData("birth name=B gw=g1; birth name=C", "C/-/g1/- -")]
    [InlineData("birth station=s name=B lat=1 district=D", "B/s/-/- B/1/D")]
    [InlineData("birth station=s name=B lat=1; station s name=S lat=9", "B/s/-/- S/9/-")]
    [InlineData("station s name=S lat=9; birth station=s name=B lat=1 district=D", "B/s/-/- S/9/D")]
    [InlineData("station s name=S lat=9 district=P; birth station=s name=B lat=1 district=D", "B/s/-/- S/9/P")]
    [InlineData("station s name=S lat=9; birth name=B lat=1", "B/d/-/- B/1/-")]
    [InlineData("station s name=S lat=9; put station=s; birth name=B lat=1", "B/s/-/- S/9/-")]
    [InlineData("station s name=S lat=9; birth name=B lat=1; put station=s; birth name=B lat=2; put name=P", "P/d/-/- B/2/-")]
    [InlineData("birth name=B lat=1; station d name=S lat=9; birth name=C lat=2", "C/d/-/- S/9/-")]
    [InlineData("birth station=s name=B lat=1; birth station=t name=B lat=2", "B/t/-/- B/2/-")]
    public async Task History_EndsAs(string history, string expected)
    {
        using var file = await CityFile.MigratedAsync();
        var registry = new CityRegistry(file.Open());
        foreach (var step in history.Split("; "))
        {
            await PlayAsync(registry, step.Split(' '));
        }

        var loaded = await registry.LoadAsync();
        var device = loaded.Devices["d"];
        var station = loaded.StationOf("d");
        var place = station is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{station.Name}/{station.Lat}/{station.District ?? "-"}");
        var box = $"{device.Name}/{device.Station ?? "-"}/{device.Gateway ?? "-"}/{device.IntervalSeconds?.ToString(CultureInfo.InvariantCulture) ?? "-"}";
        Assert.Equal(expected, $"{box} {place}");
    }

    static async Task PlayAsync(CityRegistry registry, string[] words)
    {
        var said = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]);
        string? Word(string key) => said.GetValueOrDefault(key);
        double? lat = Word("lat") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        int? interval = Word("int") is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : null;
        switch (words[0])
        {
            case "birth":
                var birth = new Birth(
                    true, Word("name"), lat, lat, Word("district"), Word("station"), Word("gw"), interval, null, new Dictionary<string, string>());
                await registry.BirthAsync([new DeviceBirth("d", "air", birth)]);
                break;
            case "put":
                await registry.PutDeviceAsync("d", new DevicePut(Word("name"), "air", Word("station"), Word("gw"), interval));
                break;
            default:
                await registry.PutStationAsync(words[1], new StationPut(Word("name")!, lat!.Value, lat.Value, Word("district"), "air"));
                break;
        }
    }
}
