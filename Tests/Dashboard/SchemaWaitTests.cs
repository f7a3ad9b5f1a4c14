using CityOps.Ingestion.Configuration;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CityOps.Tests.Dashboard;

/// <summary>A Dashboard that is started before Ingestion has made the city database.</summary>
public sealed class SchemaWaitTests
{
    [Fact]
    public async Task Dashboard_SaysWhatItWaitsForAndStartsWhenItIsThere()
    {
        using var data = new TempFolder();
        var file = Path.Combine(data.Path, "shared", "city.db");
        await using var dashboard = Launch(data, file);
        await Eventually.SatisfiesAsync(() => Task.FromResult(dashboard.Output), said => said.Contains("Waiting", StringComparison.Ordinal), "what it waits for");
        Assert.Contains(file, dashboard.Output, StringComparison.Ordinal);
        Assert.Contains("Start Ingestion", dashboard.Output, StringComparison.Ordinal);
        Assert.Contains("City:Database", dashboard.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)), "it made the folder that Ingestion has to make");

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await Worker.SplitDashboard.MigrateAsync(file);
        await dashboard.StartedAsync();
        using var live = await dashboard.Anonymous.GetAsync("/health/live");
        Assert.True(live.IsSuccessStatusCode);
        Assert.Equal(0, await dashboard.StopAsync("TERM"));
    }

    [Fact]
    public async Task Waiting_CanBeStopped_AndLeavesNoFile()
    {
        using var data = new TempFolder();
        var file = data.File("city.db");
        await using var dashboard = Launch(data, file);
        await Eventually.SatisfiesAsync(() => Task.FromResult(dashboard.Output), said => said.Contains("Waiting", StringComparison.Ordinal), "what it waits for");
        Assert.Equal(0, await dashboard.StopAsync("TERM"));
        Assert.False(File.Exists(file), "it made an empty city database");
    }

    [Fact]
    public async Task NewerSchema_IsRefusedInWords()
    {
        using var data = new TempFolder();
        var file = data.File("city.db");
        await Worker.SplitDashboard.MigrateAsync(file);
        await using (var connection = new SqliteConnection($"Data Source={file};Pooling=false"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO __EFMigrationsHistory VALUES('99990101000000_Later','99.0')";
            await command.ExecuteNonQueryAsync();
        }

        var (exitCode, output) = await CityProcess.RunToExitAsync(
            FreePort.Next(), FreePort.Next(), data.Path, "Production", "--Ingestion:InProcess=false", "--Broker:Mode=External", "--Store:Kind=InfluxDb");
        Assert.Equal(1, exitCode);
        Assert.Contains("newer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    static CityProcess Launch(TempFolder data, string file) =>
        CityProcess.LaunchPart(CityProgram.Dashboard, FreePort.Next(), data.Path, "Production", $"--City:Database={file}");
}
