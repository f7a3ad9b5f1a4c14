using CityOps.Core.City;
using CityOps.Tests.Ingestion.Intake;
using CityOps.Tests.Storage.Journal;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Registration;

public sealed class RegistryFeedTests
{
    const string Status = "cityops/v1/air/aq-1/status";
    const string Birth = """{"state":"online","name":"Celovška 12","lat":46.066,"lon":14.492,"station":"cel","interval":60,"m":{"pm10":"mg/m3"}}""";

    [Fact]
    public async Task Birth_IsInTheRegistryWhenItIsAcknowledged()
    {
        await using var city = await IntakeCity.StartAsync();
        Task told;
        using (JournalFolder.Hold(city.CityFilePath))
        {
            told = city.Intake.Accept(Status, System.Text.Encoding.UTF8.GetBytes(Birth));
            await Assert.ThrowsAsync<TimeoutException>(() => told.WaitAsync(TimeSpan.FromMilliseconds(200)));
        }

        await told.WaitAsync(JournalFolder.Limit);
        var registry = await city.Registry.LoadAsync();
        Assert.Equal(("Celovška 12", "cel", CityOps.Core.City.Registration.Accepted), (registry.Devices["aq-1"].Name, registry.Devices["aq-1"].Station, registry.Devices["aq-1"].Registration));
        Assert.True(city.Feed.Connections.IsOnline("aq-1"));

        // And so is its unit: the next bare number is read with it.
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":0.03"));
        Assert.Equal(30, Assert.Single(city.Readings()).Value, 9);
    }

    [Fact]
    public async Task RefusedBirth_IsCountedAndAcknowledged()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(Status, """{"lat":"north"}""");
        Assert.Equal((1, 0), (city.Feed.RefusedBirths, city.Feed.IgnoredBirths));
        await city.SendAsync(Status, "");
        Assert.Equal(1, city.Feed.RefusedBirths);
        Assert.Empty((await city.Registry.LoadAsync()).Devices);
    }

    [Fact]
    public async Task BirthOfAnUnknownDevice_IsIgnoredWithoutAutoAccept()
    {
        await using var city = await IntakeCity.StartAsync(IntakeCity.Defaults with { AutoAccept = false });
        await city.SendAsync(Status, Birth);
        Assert.Equal((0, 1), (city.Feed.RefusedBirths, city.Feed.IgnoredBirths));
        Assert.Null(city.Feed.Connections.IsOnline("aq-1"));

        await city.Registry.PutDeviceAsync("aq-1", new("Box", "air", null, null, null));
        await city.Feed.Mirror.RefreshAsync(default);
        await city.SendAsync(Status, Birth);
        Assert.Equal(1, city.Feed.IgnoredBirths);
        Assert.Equal("cel", (await city.Registry.LoadAsync()).Devices["aq-1"].Station);
    }

    [Fact]
    public async Task BirthInAnotherDomain_IsRefusedAndSaysNothingOfTheConnection()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(Status, Birth);
        await city.SendAsync("cityops/v1/water/aq-1/status", "offline");
        Assert.Equal(1, city.Feed.RefusedBirths);
        Assert.True(city.Feed.Connections.IsOnline("aq-1"));
        await city.SendAsync(Status, "offline");
        Assert.False(city.Feed.Connections.IsOnline("aq-1"));
    }

    [Fact]
    public async Task NewDeviceAndSeries_AreDiscovered()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1,\"soil\":{\"v\":2,\"u\":\"Cel\"}"));
        var registry = await DiscoveredAsync(city, 2);
        Assert.Equal(CityOps.Core.City.Registration.Discovered, registry.Devices["aq-1"].Registration);
        Assert.Equal(["aq-1:pm10 ug/m3", "aq-1:soil Cel"], registry.Series.Values.Select(s => $"{s.Id} {s.Unit}").Order(StringComparer.Ordinal));

        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(1, "\"no2\":1"));
        Assert.Contains("aq-1:no2", (await DiscoveredAsync(city, 3)).Series.Keys.Select(s => s.ToString()));
    }

    [Fact]
    public async Task RejectedDevice_IsNotDiscovered()
    {
        await using var city = await IntakeCity.StartAsync();
        await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(4_000, "\"pm10\":1"));
        await city.SendAsync("cityops/v1/air/aq-2/readings", IntakeCity.At(0, "\"pm10\":1"));
        Assert.Equal(["aq-2"], (await DiscoveredAsync(city, 1)).Devices.Keys);
    }

    [Fact]
    public async Task TooManyBirthsWhileTheDatabaseIsAway_LetTheirSendersWaitAndNobodyElse()
    {
        await using var city = await IntakeCity.StartAsync();
        Task[] told;
        Task births;
        using (JournalFolder.Hold(city.CityFilePath))
        {
            told = [.. Enumerable.Range(0, 10_000).Select(n => city.Intake.Accept($"cityops/v1/air/aq-{n}/status", "online"u8))];
            births = city.Intake.WaitForRoomAsync(Status, default).AsTask();
            Assert.True(city.Intake.WaitForRoomAsync(IntakeCity.Aq1, default).AsTask().IsCompleted);
            await city.SendAsync(IntakeCity.Aq1, IntakeCity.At(0, "\"pm10\":1"));
            Assert.False(births.IsCompleted);
        }

        await births.WaitAsync(JournalFolder.Limit);
        await Task.WhenAll(told).WaitAsync(JournalFolder.Limit);
    }

    static Task<Registry> DiscoveredAsync(IntakeCity city, int series) =>
        Eventually.SatisfiesAsync(() => city.Registry.LoadAsync(), registry => registry.Series.Count == series, $"{series} series");
}
