using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Tests.Dashboard.Worker;

public sealed class IngestionElsewhereTests : IAsyncLifetime
{
    const string Key = "a-key-of-twenty-signs";
    const string Devices = "/api/v1/ledger/devices?limit=10000";
    const string NoCounts = """{"received":0,"decoded":0,"stored":0,"duplicate":0,"refused":0,"pending":0,"rejected":{"total":0,"reasons":{}},"shed":0,"late":0,"conflicting":0,"missing":0,"outOfOrder":0,"readings":{"taken":0,"refused":{}}}""";

    readonly FakeTimeProvider _time = new();
    FakeIngestion _fake = null!;
    ServiceProvider _services = null!;
    IngestionElsewhere _ingestion = null!;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeIngestion.StartAsync();
        _services = Client(_fake.Address);
        _ingestion = new IngestionElsewhere(_services.GetRequiredService<IngestionClient>(), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Devices_AreReadPageByPageWithTheKey_AndRememberedForTwoSeconds()
    {
        _fake.Say(Devices, $$"""{"items":[{{Item("aq-1", "\"2026-01-13T06:10:00.000Z\"", "online", "-5")}}],"next":"aq 1"}""");
        _fake.Say(Devices + "&cursor=aq%201", $$"""{"items":[{{Item("aq-2", "null", "offline")}},{{Item("aq-3", "null", "unknown")}}],"next":null}""");
        var facts = await _ingestion.DevicesAsync(default);
        Assert.Equal(new DeviceFacts(1_768_284_600_000, 1_768_284_600_000, -5, true), facts["aq-1"]);
        Assert.Equal((false, null), (facts["aq-2"].Online, facts["aq-3"].Online));
        Assert.Equal(2, _fake.Asked.Count);
        Assert.All(_fake.Asked, asked => Assert.Equal("Bearer " + Key, asked.Authorization));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(facts, await _ingestion.DevicesAsync(default));
        Assert.Equal(2, _fake.Asked.Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _ingestion.DevicesAsync(default);
        Assert.Equal(4, _fake.Asked.Count);
    }

    [Fact]
    public async Task Away_TheLastTimesStayAndNobodyIsOnline()
    {
        Assert.Empty(await _ingestion.DevicesAsync(default));
        _time.Advance(TimeSpan.FromSeconds(2));
        _fake.Say(Devices, $$"""{"items":[{{Item("aq-1", "\"2026-01-13T06:10:00.000Z\"", "online")}}],"next":null}""");
        Assert.True((await _ingestion.DevicesAsync(default))["aq-1"].Online);
        await _fake.LeaveAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new DeviceFacts(1_768_284_600_000, 1_768_284_600_000, null, null), (await _ingestion.DevicesAsync(default))["aq-1"]);
    }

    [Fact]
    public async Task StoredUntil_IsTheLedgersAndStaysWhileIngestionIsAway()
    {
        Assert.Null(await _ingestion.StoredUntilAsync(default));
        _fake.Say("/api/v1/ledger", $$"""{"asOf":"2026-01-13T06:10:00.000Z","total":{{NoCounts}},"storedUntil":"2026-01-13T06:09:58.000Z"}""");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1_768_284_598_000, await _ingestion.StoredUntilAsync(default));
        await _fake.LeaveAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1_768_284_598_000, await _ingestion.StoredUntilAsync(default));
    }

    [Theory]
    [InlineData(401, "{}", 502, "Setup:AdminApiKey")]
    [InlineData(200, "{}", 502, "no Ingestion")]
    [InlineData(200, "<html>", 502, "no Ingestion")]
    [InlineData(0, "", 503, "does not answer")]
    public async Task AnswerOfAnotherKind_IsToldInWords(int status, string body, int answered, string words)
    {
        if (status == 0)
        {
            await _fake.LeaveAsync();
        }

        _fake.Say("/api/v1/ledger", body, status);
        var away = await Assert.ThrowsAsync<IngestionAwayException>(
            () => _services.GetRequiredService<IngestionClient>().ReadAsync<CityOps.Ingestion.Http.CityLedgerAnswer>("api/v1/ledger", default));
        Assert.Equal(answered, away.Status);
        Assert.Contains(words, away.Message, StringComparison.Ordinal);
        Assert.Contains(_fake.Address.AbsoluteUri, away.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_OfTheAddressIsKept()
    {
        await using var services = Client(new Uri(_fake.Address, "/behind"));
        using var answer = await services.GetRequiredService<IngestionClient>().AskAsync("api/v1/quarantine?device=a%20b", default);
        Assert.Equal("/behind/api/v1/quarantine?device=a%20b", Assert.Single(_fake.Asked).Path);
    }

    static string Item(string device, string at, string connection, string skew = "null") =>
        $$"""{"asOf":"2026-01-13T06:10:00.000Z","device":"{{device}}","total":{{NoCounts}},"lastReceivedAt":{{at}},"lastObservedAt":{{at}},"skewMs":{{skew}},"connection":"{{connection}}"}""";

    internal static ServiceProvider Client(Uri address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ingestion:InProcess"] = "false", ["Ingestion:Url"] = address.AbsoluteUri, ["Broker:Mode"] = "External", ["Store:Kind"] = "InfluxDb", ["Setup:AdminApiKey"] = Key,
        }).Build();
        var services = new ServiceCollection();
        var settings = CitySettingsReader.Read(configuration, "/city", production: true);
        IngestionClient.Add(services.AddSingleton(settings), settings);
        return services.BuildServiceProvider();
    }
}
