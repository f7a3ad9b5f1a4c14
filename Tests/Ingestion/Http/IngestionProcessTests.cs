using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CityOps.Ingestion;
using CityOps.Ingestion.Configuration;
using CityOps.Tests.Dashboard.Api;
using CityOps.Tests.Support;

namespace CityOps.Tests.Ingestion.Http;

/// <summary>How the Ingestion program starts, refuses and ends.</summary>
public sealed class IngestionProcessTests
{
    [Fact]
    public async Task PortInUse_Exits2AndNamesPortAndSetting()
    {
        using var data = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, output) = await RunAsync(data.Path, port);
        Assert.Equal(2, exitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"port {port} "), output, StringComparison.Ordinal);
        Assert.Contains("--Ingestion:HttpPort=", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondOwnerOfTheJournal_Exits3AndSaysWhoHoldsIt()
    {
        using var data = new TempFolder();
        using var held = DataFolder.Open(data.File(".lock"));
        var (exitCode, output) = await RunAsync(data.Path, FreePort.Next());
        Assert.Equal(3, exitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on "), output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Broker:Mode=Embedded", "Broker:Mode: ")]
    [InlineData("--Store:Kind=Embedded", "Store:Kind: ")]
    [InlineData("--Ingestion:HttpHost=no such", "Ingestion:HttpHost: ")]
    [InlineData("--Ingestion:HttpHorst=x", "Ingestion:HttpHorst: ")]
    [InlineData("--reset-demo", "--reset-demo: ")]
    [InlineData("--Demo:Enabled=true", "Demo:Enabled: ")]
    public async Task WhatItMayNotBeGiven_Exits1ByKey(string argument, string key)
    {
        using var data = new TempFolder();
        var (exitCode, output) = await RunAsync(data.Path, FreePort.Next(), argument);
        Assert.Equal(1, exitCode);
        Assert.Contains("\n  " + key, output, StringComparison.Ordinal);
        Assert.Contains("1 mistake(s)", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task BrokerAndStoreAway_ItRunsAndSaysSo_AndMakesTheCityDatabaseWhereItIsWanted()
    {
        using var data = new TempFolder();
        var file = Path.Combine(data.Path, "shared", "city.db");
        await using var ingestion = CityProcess.LaunchPart(
            CityProgram.Ingestion, FreePort.Next(), data.Path, "Development", "--Demo:Enabled=true", $"--City:Database={file}",
            string.Create(CultureInfo.InvariantCulture, $"--Store:InfluxDb:Url=http://localhost:{FreePort.Next()}"));
        await ingestion.StartedAsync();
        using var answer = await ingestion.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var components = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("components").EnumerateArray();
        Assert.Equal("down", components.Single(component => component.Text("name") == "broker").Text("status"));
        Assert.True(File.Exists(file));
        Assert.Contains("start the program Simulators", ingestion.Output, StringComparison.Ordinal);

        var (exitCode, output) = await RunAsync(data.Path, ingestion.WebPort, "--health");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("down: broker down", output, StringComparison.Ordinal);
        Assert.Equal(0, await ingestion.StopAsync("TERM"));
        var (gone, line) = await RunAsync(data.Path, ingestion.WebPort, "--health");
        Assert.Equal(1, gone);
        Assert.Contains("does not answer", Assert.Single(line.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondIngestionAtOneBroker_EndsTheFirstInWords()
    {
        using var data = new TempFolder();
        await using var broker = await MosquittoServer.StartAsync();
        await using var first = CityProcess.LaunchPart(CityProgram.Ingestion, broker.Port, data.File("first"), "Development");
        await first.StartedAsync();
        await broker.SaysAsync("cityops-ingestion");
        await using var second = CityProcess.LaunchPart(CityProgram.Ingestion, broker.Port, data.File("second"), "Development");
        await second.StartedAsync();
        Assert.Equal(1, await first.ExitAsync());
        Assert.Contains("Broker:ClientId", first.Output, StringComparison.Ordinal);
        Assert.Equal(0, await second.StopAsync("TERM"));
    }

    [Fact]
    public async Task BrokerAccess_IsAVerb()
    {
        using var data = new TempFolder();
        var (exitCode, output) = await CityProcess.RunVerbAsync(CityProgram.Ingestion, "broker-access");
        Assert.Equal(1, exitCode);
        Assert.Contains("Usage: broker-access", output, StringComparison.Ordinal);
        var (made, _) = await CityProcess.RunVerbAsync(CityProgram.Ingestion, "broker-access", "--folder", data.Path, "--device", "aq-1");
        Assert.Equal(0, made);
        Assert.Equal(["acl", "passwd"], Directory.GetFiles(data.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    static Task<(int ExitCode, string Output)> RunAsync(string data, int port, params string[] settings) =>
        CityProcess.RunToExitAsync(CityProgram.Ingestion, port, FreePort.Next(), data, "Production", settings);
}
