using CityOps.Core.Clocks;
using CityOps.Core.Wire;
using CityOps.Simulators.City;
using CityOps.Simulators.Devices;
using CityOps.Simulators.Faults;
using CityOps.Simulators.Incidents;
using CityOps.Simulators.Mqtt;
using CityOps.Simulators.Remote;

namespace CityOps.Simulators;

/// <summary>
/// Plays the simulated city to a broker, over MQTT and nothing else: births, a history, then live readings with incidents.
/// Call <see cref="ConnectAsync"/> first, then the others one after the other; <see cref="Account"/> at any time.
/// </summary>
public sealed class CityPlayer : IAsyncDisposable
{
    const long StepMs = 60_000;
    const long HourMs = 60 * StepMs;
    const int MostHistoryInFlight = 256;

    readonly PlayerOptions options;
    readonly TimeProvider clock;
    readonly SimulatedCity city;
    readonly Fleet fleet;
    readonly FaultyFleet faulty;
    LivePlay? live;
    bool stopped;

    /// <exception cref="ArgumentOutOfRangeException">The number of stations is outside its bounds.</exception>
    public CityPlayer(PlayerOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.clock = clock;
        city = SimulatedCity.Build(options.Seed, options.Stations);
        fleet = new Fleet(options, city, clock);
        Faults = new FaultDirector(city.Seed, clock);
        faulty = new FaultyFleet(Faults, fleet, options.Notice);
        Incidents = new IncidentDirector(city, clock, options.Planned, options.Incidents);
    }

    /// <summary>What goes wrong with its devices and gateways, while <see cref="RunAsync"/> plays.</summary>
    public FaultDirector Faults { get; }

    /// <summary>What goes wrong in it.</summary>
    public IncidentDirector Incidents { get; }

    public int Stations => city.Devices.Count;

    /// <summary>Ids of its devices.</summary>
    public IEnumerable<string> Devices => city.Devices.Select(device => device.Id);

    /// <summary>Ids of its gateways.</summary>
    public IEnumerable<string> Gateways => fleet.Lines.Where(line => line.Gateway is not null).Select(line => line.Name);

    /// <summary>How many devices, for a failure of gateways how many connections, fit an order before its share is taken; 0 = it would do nothing.</summary>
    /// <exception cref="FaultOrderException">Something in the order cannot be.</exception>
    public int FitsOf(FaultOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var fault = (order with { Share = 1 }).ToFault("", 0, 0);
        return fault.Kind.Begin is null
            ? fleet.Lines.Count(line => fault.Scope.Matches(line, fault.Key))
            : fleet.Devices.Count(device => fault.Scope.Matches(device.Whole, fault.Key));
    }

    public PlayerAccount Account => fleet.Account with { Faults = faulty.Counts };

    /// <summary>All that was due until then is sent, Unix ms; 0 before <see cref="RunAsync"/>.</summary>
    internal long PlayedUntil => live?.PlayedUntil ?? 0;

    /// <summary>Connects all gateways and publishes the births; returns when all are acknowledged.</summary>
    /// <exception cref="BrokerUnreachableException">
    /// No broker came within <see cref="PlayerOptions.WaitForBroker"/>. Later losses are mended and told to <see cref="PlayerOptions.Notice"/>.
    /// </exception>
    /// <exception cref="BrokerRefusedException">User, password, rights or certificate are wrong.</exception>
    public async Task ConnectAsync(CancellationToken ct)
    {
        try
        {
            await fleet.StartAsync(ct);
        }
        catch (BrokerRefusal e)
        {
            throw new BrokerRefusedException(options.Host, options.Port, e);
        }
        catch (Exception e) when (ConnectionTrouble.Is(e, ct))
        {
            throw new BrokerUnreachableException(options.Host, options.Port, e);
        }
    }

    /// <summary>
    /// Sends the history of [<paramref name="fromMs"/>, <paramref name="toMs"/>), Unix ms, in steps of a minute: one message per
    /// device and hour, all devices' first hour before anybody's second. Returns when all of it is acknowledged.
    /// </summary>
    public async Task BackfillAsync(long fromMs, long toMs, IProgress<BackfillProgress>? progress, CancellationToken ct)
    {
        var incidents = options is { Incidents: true, Planned: null } ? PastIncidents.In(city, fromMs, toMs) : [];
        // Not disposed: after a cancellation, messages still under way release it.
        var inFlight = new SemaphoreSlim(MostHistoryInFlight, MostHistoryInFlight);
        using var writer = new ReadingPayloadWriter();
        var first = (fromMs + StepMs - 1) / StepMs * StepMs;
        var hours = (int)Math.Max(0, (toMs - first + HourMs - 1) / HourMs);
        var (messages, readings) = (0L, 0L);
        for (var hour = 0; hour < hours; hour++)
        {
            var from = first + hour * HourMs;
            foreach (var device in fleet.Devices)
            {
                await inFlight.WaitAsync(ct);
                readings += PostHour(writer, device, from, Math.Min(from + HourMs, toMs), incidents, inFlight);
                messages++;
            }

            progress?.Report(new BackfillProgress(hour + 1, hours, messages, readings));
        }

        for (var i = 0; i < MostHistoryInFlight; i++)
        {
            await inFlight.WaitAsync(ct);
        }
    }

    /// <summary>
    /// Plays live until cancelled, each device on its own interval; then sends what is waiting, publishes <c>offline</c> for every
    /// device and returns.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        live = new LivePlay(city, fleet, Incidents, faulty, clock, options);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var ear = options.TakesOrders ? ListenAsync(listening.Token) : Task.CompletedTask;
        try
        {
            await live.RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await StopAsync();
        }
        finally
        {
            await listening.CancelAsync();
            await ear;
        }
    }

    /// <summary>Sends what is waiting, publishes <c>offline</c> and disconnects; harmless a second time.</summary>
    public async Task StopAsync()
    {
        if (!stopped)
        {
            stopped = true;
            faulty.Finish();
            await fleet.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        faulty.Dispose();
    }

    Task ListenAsync(CancellationToken ct) =>
        new OrderEar(options, new OrderDesk(Incidents, Faults, FitsOf, clock), clock.Pace()).RunAsync(ct);

    int PostHour(ReadingPayloadWriter writer, LiveDevice device, long fromMs, long toMs, ReadOnlySpan<Incident> incidents, SemaphoreSlim inFlight)
    {
        Span<double> values = stackalloc double[CityDevice.MaxValues];
        var seq = device.NextSeq();
        var readings = 0;
        writer.BeginArray();
        for (var at = fromMs; at < toMs; at += StepMs)
        {
            var sampled = device.Whole.Complete(at, city.Sample(device.Device, at, incidents, values).Length, values);
            writer.Add(device.Clock(at), seq, device.Names, sampled);
            readings += sampled.Length;
        }

        device.Link.TryPost(new OutboundMessage(device.Device.ReadingsTopic, writer.EndArray(), readings, inFlight));
        return readings;
    }
}
