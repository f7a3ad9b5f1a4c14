using CityOps.Core.Readings;
using CityOps.Ingestion;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Storage.Telemetry.Embedded;
using CityOps.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Ingestion.Mqtt.External;

/// <summary>The whole of ingestion with a broker elsewhere, as a program puts it together.</summary>
public sealed class ExternalGraphTests : IAsyncLifetime
{
    readonly TempFolder _folder = new();
    MosquittoServer _server = null!;
    EmbeddedTelemetryStore _store = null!;
    IHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await MosquittoServer.StartAsync();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Broker:Mode"] = "External", ["Broker:Host"] = "127.0.0.1",
            ["Broker:Port"] = _server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        var settings = CitySettingsReader.Read(builder.Configuration, _folder.Path, production: true);
        Directory.CreateDirectory(settings.DataPath);
        _store = await EmbeddedTelemetryStore.OpenAsync(
            new EmbeddedStoreOptions { Path = settings.TelemetryFile }, TimeProvider.System, NullLogger<EmbeddedTelemetryStore>.Instance);
        builder.Logging.ClearProviders();
        builder.Services.AddIngestion(settings, TimeProvider.System).AddEmbeddedStore(_store, "rollups.db");
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _store.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Readings_ReachTheStoreAndHealthFollowsTheBroker()
    {
        await BrokerAsync(HealthStatus.Ready);
        var at = TimeProvider.System.UnixMs();
        await _server.PublishAsync("cityops/v1/air/aq-1/readings", $$$"""{"ts":{{{at}}},"m":{"pm10":42}}""", "-q", "1");
        var ledger = _host.Services.GetRequiredService<Ledger>();
        await Eventually.SatisfiesAsync(() => Task.FromResult(ledger.Total(0).Counts.Stored), stored => stored == 1, "the reading is stored");

        // Our own role speaks over the same broker.
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(_host.Services.GetRequiredService<MqttLink>().IsConnected), yes => yes, "the link is connected");

        var page = await PageAsync();
        Assert.Contains("\ncityops_broker_up 1", page, StringComparison.Ordinal);
        Assert.Contains("\ncityops_broker_reconnects_total 0", page, StringComparison.Ordinal);
        Assert.Contains("\ncityops_broker_unacknowledged_messages 0", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\ncityops_broker_forbidden_total", page, StringComparison.Ordinal);

        await _server.StopAsync();
        var down = await BrokerAsync(HealthStatus.Down);
        Assert.NotNull(down.Since);
        Assert.StartsWith($"No messages from the broker at 127.0.0.1:{_server.Port}: ", down.Text, StringComparison.Ordinal);
        await _server.StartAgainAsync();
        await BrokerAsync(HealthStatus.Ready);
        await _host.StopAsync();
    }

    [Fact]
    public async Task AnotherProgramWithOurClientId_EndsThisOneWithAnException()
    {
        await BrokerAsync(HealthStatus.Ready);
        var over = _host.WaitForShutdownAsync();

        await using var other = await ExternalCity.StartAsync(server: _server);

        await Assert.ThrowsAsync<SessionTakenOverException>(() => over.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.True(other.Door.State.IsUp);
    }

    async Task<ComponentHealth> BrokerAsync(HealthStatus status) => await Eventually.SatisfiesAsync(
        async () => (await _host.Services.GetRequiredService<HealthReport>().MakeAsync(default)).Components.Single(one => one.Name == "broker"),
        broker => broker.Status == status, $"the broker is {status}");

    async Task<string> PageAsync()
    {
        using var page = new MemoryStream();
        await _host.Services.GetRequiredService<IngestionMetricsPage>().WriteAsync(page, default);
        return System.Text.Encoding.UTF8.GetString(page.ToArray());
    }
}
