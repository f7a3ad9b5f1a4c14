using CityOps.Core.Readings;
using CityOps.Simulators.Import.Rows;
using CityOps.Simulators.Mqtt;
using CityOps.Simulators.Replay;

namespace CityOps.Simulators.Import;

/// <summary>
/// Sends the rows of surveyed files to a broker, as one client, in the order of the files. It waits for the broker and loses nothing: what was
/// made is in <see cref="Account"/>. Use once: connect, run, stop. <see cref="Progress"/> at any time.
/// </summary>
sealed class ImportRun : IAsyncDisposable
{
    const string Name = "import";
    const int SocketBufferBytes = 256 * 1024;
    const int MostInFlight = 1_000;

    readonly ImportOptions options;
    readonly ImportSurvey survey;
    readonly TimeProvider clock;
    readonly GatewayLink link;
    readonly ImportMessage message = new();
    readonly Dictionary<string, DeviceAllowance> allowances = new(StringComparer.Ordinal);
    // Not disposed: after a cancellation, messages still under way release it.
    readonly SemaphoreSlim slots = new(MostInFlight, MostInFlight);
    bool stopped;
    long startedAt;
    long made;

    public ImportRun(ImportOptions options, ImportSurvey survey, TimeProvider clock)
    {
        (this.options, this.survey, this.clock) = (options, survey, clock);
        var broker = options.Broker;
        link = new GatewayLink(
            new GatewayOptions(
                Name, ClientOptions.To(broker, Name).Build(SocketBufferBytes), [], broker.Window, Math.Max(broker.Queue, 2 * MostInFlight),
                new ReconnectSchedule(broker.ReconnectFloor, broker.ReconnectCeiling), broker.Notice),
            clock);
    }

    public LinkAccount Account => link.Account;

    /// <summary>Of the rows that this run has read.</summary>
    public ImportTally Tally { get; } = new();

    public ImportProgress Progress => new(
        startedAt == 0 ? TimeSpan.Zero : clock.GetElapsedTime(startedAt), Interlocked.Read(ref made), survey.Tally.Used, link.Account, link.Connected);

    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">The broker does not want us.</exception>
    public Task ConnectAsync(CancellationToken ct) => link.StartAsync(options.Broker, ct);

    /// <summary>Sends all rows and returns when all of them are acknowledged; cancelled, it leaves what was made to <see cref="StopAsync"/>.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        startedAt = clock.GetTimestamp();
        try
        {
            foreach (var path in options.Files)
            {
                await SendFileAsync(path, ct);
            }

            await SendGatheredAsync(ct);
        }
        finally
        {
            // Cancelled, with something gathered: it counts as read, so it is made, and the account says what became of it.
            if (message.Readings > 0)
            {
                Post(slot: null);
            }
        }

        for (var i = 0; i < MostInFlight; i++)
        {
            await slots.WaitAsync(ct);
        }
    }

    /// <summary>Sends what is waiting and disconnects; harmless a second time.</summary>
    public async Task StopAsync()
    {
        if (!stopped)
        {
            stopped = true;
            await link.StopAsync(options.Broker.StopWithin);
            link.Dispose();
            message.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    async Task SendFileAsync(string path, CancellationToken ct)
    {
        using var rows = new ExportedFile(path, options, Tally);
        while (rows.Next())
        {
            ct.ThrowIfCancellationRequested();
            if (!message.TryAdd(rows.Current))
            {
                await SendGatheredAsync(ct);
                message.TryAdd(rows.Current);
            }

            Interlocked.Increment(ref made);
        }
    }

    async Task SendGatheredAsync(CancellationToken ct)
    {
        await slots.WaitAsync(ct);
        if (!allowances.TryGetValue(message.Device, out var allowance))
        {
            allowances[message.Device] = allowance = new DeviceAllowance(options.DeviceRate, clock.UnixMs());
        }

        var wait = allowance.Take(Post(slots), clock.UnixMs());
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, ct);
        }
    }

    /// <returns>Bytes of the message.</returns>
    int Post(SemaphoreSlim? slot)
    {
        var (topic, readings) = (message.Topic, message.Readings);
        var payload = message.Finish();
        link.TryPost(new OutboundMessage(topic, payload, readings, slot));
        return payload.Length;
    }
}
