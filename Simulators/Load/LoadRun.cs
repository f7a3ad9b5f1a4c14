using System.Globalization;
using MQTTnet.Protocol;

namespace CityOps.Simulators.Load;

/// <summary>
/// One run of the reference load against a broker: connects, sends at its rate, waits for what is not acknowledged, reports. Use
/// once. Progress may be asked from any thread.
/// </summary>
public sealed class LoadRun : IDisposable
{
    readonly LoadOptions options;
    readonly TimeProvider clock;
    readonly LoadTally tally = new();
    readonly LoadDialer dialer;
    readonly LoadDevice[] devices;
    readonly LoadConnection[] connections;
    readonly LoadLoop loop;
    volatile bool sending;

    /// <exception cref="ArgumentException">There are fewer devices than connections, or no connection.</exception>
    public LoadRun(LoadOptions options, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Connections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Devices, options.Connections);
        (this.options, this.clock) = (options, clock);
        dialer = new LoadDialer(options, clock);
        devices = [.. Enumerable.Range(0, options.Devices).Select(n => new LoadDevice(options.Domain, IdOf(options, n), n))];
        // Random, so that two runs do not take each other's sessions over.
        var run = Random.Shared.Next(0x10000, 0xFFFFF);
        connections = [.. Enumerable.Range(0, options.Connections).Select(n => new LoadConnection(
            $"{options.Prefix}{run:x}-{n}", [.. devices.Where((_, d) => d % options.Connections == n)], options, tally, clock))];
        loop = new LoadLoop(options, connections, tally, dialer, clock);
    }

    public LoadProgress Progress => new(
        sending ? clock.GetElapsedTime(loop.Start) : TimeSpan.Zero, tally.Sent, tally.Acknowledged,
        options.Qos == 0 ? 0 : tally.Sent - tally.Acknowledged - tally.Refused, loop.Connected, tally.Reconnects);

    /// <summary>Per device, in the order of their numbers; final when the run has ended.</summary>
    public IReadOnlyList<DeviceAccount> Devices => [.. devices.Select(device => device.ToAccount())];

    /// <summary>Id of a device by its number from 0, as long as the highest.</summary>
    public static string IdOf(LoadOptions options, int number)
    {
        var digits = (options.Devices - 1).ToString(CultureInfo.InvariantCulture).Length;
        return options.Prefix + number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <param name="ct">Stops sending; what was sent is still waited for, and the report says what became of it.</param>
    /// <exception cref="BrokerUnreachableException">No broker answered.</exception>
    /// <exception cref="BrokerRefusedException">The broker does not want us.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before all connections stood.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken ct)
    {
        // The first alone: where there is no broker, or no permission, it is said once.
        connections[0].Attach(await dialer.FirstAsync(connections[0].ClientId, options.WaitForBroker, ct));
        await Task.WhenAll(connections.Skip(1).Select(async one => one.Attach(await dialer.FirstAsync(one.ClientId, options.WaitForBroker, ct))));
        sending = true;
        await Task.Factory.StartNew(() => loop.Run(ct), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Report();
    }

    public void Dispose()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        loop.Dispose();
    }

    LoadReport Report() => new(
        options.Qos, options.Devices, options.Connections, loop.StartedAt, options.Rate, tally.Sent / Math.Max(loop.MadeFor.TotalSeconds, 1e-3),
        loop.MadeFor.TotalSeconds, loop.MostBehindSeconds, tally.Sent, tally.Acknowledged, tally.Refused,
        tally.Refused > 0 ? ((MqttPubAckReasonCode)tally.RefusedBecause).ToString() : null, tally.Unheard, tally.Repeated, tally.Reconnects,
        options.Qos == 0 ? null : tally.Latency.ToPercentiles(), loop.Cpu.PerMillion, loop.Cpu.WarmPerMillion);
}
