using CityOps.Core.Readings;
using CityOps.Simulators.Mqtt;
using CityOps.Simulators.Replay.Mappings;
using CityOps.Simulators.Replay.Rows;

namespace CityOps.Simulators.Replay;

/// <summary>
/// Sends a surveyed recording to a broker, as one client, in order of time. It waits for the broker and loses nothing: what was made is in
/// <see cref="Account"/>. Use once: connect, run, stop. <see cref="Progress"/> at any time.
/// </summary>
sealed class ReplayRun : IAsyncDisposable
{
    const string Name = "replay";
    const int SocketBufferBytes = 256 * 1024;
    const int MostInFlight = 1_000;
    // At full speed so many rows of a device go in one message.
    const int MostRecords = 60;

    readonly ReplayOptions options;
    readonly CsvMapping mapping;
    readonly Survey survey;
    readonly TimeProvider clock;
    readonly ReplayTimes times;
    readonly ReplayDevices devices;
    readonly GatewayLink link;
    readonly List<ReplayDevice> gathering = [];
    // Not disposed: after a cancellation, messages still under way release it.
    readonly SemaphoreSlim slots = new(MostInFlight, MostInFlight);
    bool stopped;
    long startedAt;
    long played;
    long reached;

    public ReplayRun(ReplayOptions options, CsvMapping mapping, Survey survey, IReadOnlyDictionary<string, StationEntry> stations, TimeProvider clock)
    {
        (this.options, this.mapping, this.survey, this.clock) = (options, mapping, survey, clock);
        var now = clock.UnixMs();
        Tally = new RowTally(mapping);
        times = new ReplayTimes(options.Time, options.Speed, survey.FirstMs, survey.LastMs, now);
        devices = new ReplayDevices(mapping, survey.Keys, options, now);
        var broker = options.Broker;
        link = new GatewayLink(
            new GatewayOptions(
                Name, ClientOptions.To(broker, Name).Build(SocketBufferBytes), devices.Births(stations, times.Interval(mapping.IntervalSeconds)),
                broker.Window, Math.Max(broker.Queue, 2 * MostInFlight), new ReconnectSchedule(broker.ReconnectFloor, broker.ReconnectCeiling), broker.Notice),
            clock);
    }

    public int Devices => devices.Count;

    /// <summary>The oldest time that a reading carries, Unix ms.</summary>
    public long FirstWireMs => times.ToWire(survey.FirstMs);

    public LinkAccount Account => link.Account;

    /// <summary>Of the rows that this run has read.</summary>
    public RowTally Tally { get; }

    public ReplayProgress Progress => new(
        startedAt == 0 ? TimeSpan.Zero : clock.GetElapsedTime(startedAt), Interlocked.Read(ref played), survey.Tally.Used, Interlocked.Read(ref reached), survey.LastMs,
        times.IsPaced ? options.Speed : null, link.Account, link.Connected);

    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">The broker does not want us.</exception>
    public Task ConnectAsync(CancellationToken ct) => link.StartAsync(options.Broker, ct);

    /// <summary>Sends all rows and returns when all of them are acknowledged; cancelled, it leaves what was made to <see cref="StopAsync"/>.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        startedAt = clock.GetTimestamp();
        using var rows = new Recordings(options.Files, mapping, options.Period, Tally);
        try
        {
            while (rows.Next())
            {
                await WaitForTurnAsync(rows.Current!.At, ct);
                Gather(rows.Current);
                if (gathering.Exists(device => device.Records >= MostRecords || times.IsPaced))
                {
                    await SendGatheredAsync(ct);
                }
            }

            await SendGatheredAsync(ct);
        }
        finally
        {
            // Cancelled, with something gathered: it counts as read, so it is made, and the account says what became of it.
            gathering.ForEach(device => Post(device, slot: null));
            gathering.Clear();
        }

        for (var i = 0; i < MostInFlight; i++)
        {
            await slots.WaitAsync(ct);
        }
    }

    /// <summary>Sends what is waiting, says goodbye for the devices and disconnects; harmless a second time.</summary>
    public async Task StopAsync()
    {
        if (!stopped)
        {
            stopped = true;
            await link.StopAsync(options.Broker.StopWithin);
            link.Dispose();
            devices.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    async ValueTask WaitForTurnAsync(long recordedMs, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var wait = times.DueAt(recordedMs) - clock.UnixMs();
        if (wait > 0 && times.IsPaced)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait), clock, ct);
        }
    }

    void Gather(Recording row)
    {
        foreach (var device in devices.Of(row.Device))
        {
            if (device.Add(row.At, times.ToWire(row.At), row.Values) && device.Records == 1)
            {
                gathering.Add(device);
            }
        }

        Interlocked.Increment(ref played);
        Interlocked.Exchange(ref reached, row.At);
    }

    /// <summary>All devices together, so that none gets far ahead of another.</summary>
    async Task SendGatheredAsync(CancellationToken ct)
    {
        while (gathering.Count > 0)
        {
            await slots.WaitAsync(ct);
            var device = gathering[0];
            gathering.RemoveAt(0);
            var wait = device.Allowance.Take(Post(device, slots), clock.UnixMs());
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, ct);
            }
        }
    }

    /// <returns>Bytes of the message.</returns>
    int Post(ReplayDevice device, SemaphoreSlim? slot)
    {
        var readings = device.Readings;
        var payload = device.Finish();
        link.TryPost(new OutboundMessage(device.ReadingsTopic, payload, readings, slot));
        return payload.Length;
    }
}
