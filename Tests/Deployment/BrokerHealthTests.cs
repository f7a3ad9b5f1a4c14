using System.Diagnostics;
using CityOps.Tests.Ingestion.Mqtt.Access;
using CityOps.Tests.Support;

namespace CityOps.Tests.Deployment;

/// <summary>The broker's health check of the compose file, run at the real broker.</summary>
public sealed class BrokerHealthTests
{
    [Fact]
    public async Task Broker_IsWellWhileItAnswersAndTurnsStrangersAway()
    {
        var (broker, _) = await AccessRun.StartAsync();
        await using var running = broker;
        Assert.Equal(0, await LookAsync(broker.Port));
        await broker.StopAsync();
        Assert.NotEqual(0, await LookAsync(broker.Port));
    }

    static async Task<int> LookAsync(int port)
    {
        _ = Servers.MosquittoSub;
        var test = ComposeFile.City.Services["mosquitto"].HealthTest;
        Assert.Equal((2, "CMD-SHELL"), (test.Count, test[0]));
        var command = test[1].Replace("$$", "$", StringComparison.Ordinal).Replace("-p 1883", $"-p {port}", StringComparison.Ordinal);
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return shell.ExitCode;
    }
}
