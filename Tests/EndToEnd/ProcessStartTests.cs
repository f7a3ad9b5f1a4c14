using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CityOps.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CityOps.Tests.EndToEnd;

/// <summary>What the process says and how it ends where it cannot run.</summary>
public sealed class ProcessStartTests
{
    [Theory]
    [InlineData(true, "--Urls=http://localhost:")]
    [InlineData(false, "--Broker:Port=")]
    public async Task PortInUse_Exits2AndNamesPortAndSetting(bool web, string setting)
    {
        using var data = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, output) = await CityProcess.RunToExitAsync(
            web ? port : FreePort.Next(), web ? FreePort.Next() : port, data.Path, "Production");
        Assert.Equal(2, exitCode);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), output, StringComparison.Ordinal);
        Assert.Contains(setting, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongConfiguration_Exits1WithEveryMistakeByKey()
    {
        using var data = new TempFolder();
        var (exitCode, output) = await CityProcess.RunToExitAsync(
            FreePort.Next(), FreePort.Next(), data.Path, "Production", "--Demo:Enabled=true", "--Broker:Mode=Embedded",
            "--Store:Kind=Embedded", "--Ingestion:InProcess=false", "--City:Database=Host=db", "--Ingestion:MaxAge=24:00:00", "--Devices:Rat=1", "--Urls=nowhere",
            "--Setup:AdminApiKey=short");
        Assert.Equal(1, exitCode);
        Assert.All(
            ["Demo:Enabled: ", "Broker:Mode: ", "Store:Kind: ", "City:Database: ", "Ingestion:MaxAge: ", "1.00:00:00",
                "Devices:Rat: ", "Urls: ", "Setup:AdminApiKey: ", "8 mistake(s)"],
            part => Assert.Contains(part, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task ResetDemo_IsRefusedWhereThereIsNoDemo()
    {
        using var data = new TempFolder();
        await File.WriteAllTextAsync(data.File("telemetry.db"), "");
        var (exitCode, output) = await CityProcess.RunToExitAsync(FreePort.Next(), FreePort.Next(), data.Path, "Production", "--reset-demo");
        Assert.Equal(1, exitCode);
        Assert.Contains("--reset-demo", output, StringComparison.Ordinal);
        Assert.True(File.Exists(data.File("telemetry.db")));
    }

    [Fact]
    public async Task NewerFiles_AreRefusedInWords()
    {
        using var data = new TempFolder();
        await using (var city = await CityProcess.StartAsync(data.Path, "Production"))
        {
            await city.StopAsync();
        }

        await RefusedAsync(Path.Combine("journal", "index.db"), "PRAGMA user_version=99", "PRAGMA user_version=3");
        await RefusedAsync(
            "city.db", "INSERT INTO __EFMigrationsHistory VALUES('99990101000000_Later','99.0')", "DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '9999%'");
        await RefusedAsync("telemetry.db", "UPDATE meta SET format = 99", "UPDATE meta SET format = 2");
        await RefusedAsync("rollups.db", "PRAGMA user_version=99", "PRAGMA user_version=1");

        async Task RefusedAsync(string file, string newer, string older)
        {
            Change(data.File(file), newer);
            var (exitCode, output) = await CityProcess.RunToExitAsync(FreePort.Next(), FreePort.Next(), data.Path, "Production");
            Assert.Equal(1, exitCode);
            Assert.Contains("newer", output, StringComparison.Ordinal);
            Assert.Contains(Path.GetFileName(file), output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Change(data.File(file), older);
        }
    }

    static void Change(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
