using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;
using CityOps.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Tests.Dashboard.Worker;

/// <summary>The Dashboard without ingestion in it, in Production, at a real broker, with an Ingestion that says what a test wants.</summary>
public sealed class SplitDashboard : IAsyncLifetime
{
    readonly TempFolder _data = new();
    DataFolder? _held;
    MosquittoServer _broker = null!;

    internal FakeIngestion Ingestion { get; private set; } = null!;

    internal CityProcess Process { get; private set; } = null!;

    internal string Data => _data.Path;

    public async ValueTask InitializeAsync()
    {
        _broker = await MosquittoServer.StartAsync();
        Ingestion = await FakeIngestion.StartAsync();
        _held = DataFolder.Open(_data.File(".lock"));
        await MigrateAsync(_data.File("city.db"));
        Process = CityProcess.LaunchPart(CityProgram.Dashboard, _broker.Port, _data.Path, "Production", $"--Ingestion:Url={Ingestion.Address}");
        await Process.StartedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Ingestion.DisposeAsync();
        await _broker.DisposeAsync();
        _held?.Dispose();
        _data.Dispose();
    }

    /// <summary>What Ingestion does to the city database at its start.</summary>
    internal static async Task MigrateAsync(string file)
    {
        await using var services = new ServiceCollection().AddCityDatabase(file).BuildServiceProvider();
        await CityDatabaseSetup.MigrateAsync(services.GetRequiredService<IDbContextFactory<CityDatabase>>(), TimeProvider.System);
    }
}
