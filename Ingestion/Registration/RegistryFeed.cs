using System.Threading.Channels;
using CityOps.Core.City;
using CityOps.Core.Wire;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// Carries what devices tell of themselves into the city database: births, and devices and series that were never seen before.
/// One transaction for all that waits. A birth is acknowledged after its transaction; a discovery can be made again from the
/// journal, so nobody waits for it.
/// </summary>
public sealed class RegistryFeed(CityRegistry registry, RegistryMirror mirror, TimeProvider clock, ILogger<RegistryFeed> logger) : BackgroundService
{
    const int MostTogether = 1_000;

    /// <summary>Births that may wait before their senders have to wait too.</summary>
    const int MaxWaiting = 10_000;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    int _waiting;
    TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _refused;
    long _ignored;

    public RegistryMirror Mirror => mirror;

    public DeviceConnections Connections { get; } = new();

    /// <summary>Births that could not be read, or that belong to a device of another domain.</summary>
    public long RefusedBirths => Interlocked.Read(ref _refused);

    /// <summary>Births of unknown devices while Devices:AutoAccept is off.</summary>
    public long IgnoredBirths => Interlocked.Read(ref _ignored);

    /// <summary>Raised after the registry has changed by what devices told.</summary>
    public event Action? Changed;

    /// <summary>Takes a status message; the task completes when the registry has it. Never throws for what it contains.</summary>
    internal Task AcceptStatus(string domain, string device, ReadOnlySpan<byte> payload, bool autoAccept)
    {
        if (payload.IsEmpty)
        {
            return Task.CompletedTask;
        }

        if (!BirthDecoder.TryDecode(payload, out var birth, out var reason, out var detail))
        {
            Interlocked.Increment(ref _refused);
            logger.LogWarning("Refused the birth of {Device}: {Reason}, {Detail}", device, reason.ToWire(), detail);
            return Task.CompletedTask;
        }

        var known = mirror.Current.Devices.GetValueOrDefault(device);
        if (!autoAccept && known is null)
        {
            Interlocked.Increment(ref _ignored);
            return Task.CompletedTask;
        }

        if (known is null || known.Domain == domain)
        {
            // Another domain's word about the device is not its own; the registry refuses it below.
            Connections.Set(device, birth.Online);
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _waiting);
        _items.Writer.TryWrite(new Item(new DeviceBirth(device, domain, birth), null, done));
        return done.Task;
    }

    /// <summary>Waits while too many births wait for the city database.</summary>
    internal async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var written = Volatile.Read(ref _written).Task;
            if (Volatile.Read(ref _waiting) < MaxWaiting)
            {
                return;
            }

            await written.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the registry again soon: somebody else changed it.</summary>
    internal void LookAgain() => _items.Writer.TryWrite(new Item(null, null, null));

    /// <summary>Notes a device or series that the registry may not know yet.</summary>
    internal void Discover(string device, string domain, bool newDevice, List<Series> series)
    {
        if ((newDevice || series.Count > 0) && !IsKnown(device, series))
        {
            _items.Writer.TryWrite(new Item(null, new Discovery(device, domain), null));
            foreach (var one in series)
            {
                _items.Writer.TryWrite(new Item(null, new Discovery(device, domain, one.Id.Quantity, one.Unit), null));
            }
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await mirror.RefreshAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(LookEvery, clock);
        var ticked = tick.WaitForNextTickAsync(stoppingToken).AsTask();
        var arrived = _items.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await Task.WhenAny(arrived, ticked).ConfigureAwait(false) == arrived)
            {
                await arrived.ConfigureAwait(false);
                await WriteAsync(TakeAll(), stoppingToken).ConfigureAwait(false);
                arrived = _items.Reader.WaitToReadAsync(stoppingToken).AsTask();
            }
            else
            {
                await ticked.ConfigureAwait(false);
                await RefreshAsync(stoppingToken).ConfigureAwait(false);
                ticked = tick.WaitForNextTickAsync(stoppingToken).AsTask();
            }
        }
    }

    bool IsKnown(string device, List<Series> series) =>
        mirror.Current.Devices.ContainsKey(device) && series.TrueForAll(s => mirror.Current.Series.ContainsKey(s.Id));

    List<Item> TakeAll()
    {
        var items = new List<Item>();
        while (items.Count < MostTogether && _items.Reader.TryRead(out var item))
        {
            items.Add(item);
        }

        return items;
    }

    async Task WriteAsync(List<Item> items, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WriteOnceAsync(items, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError("The registry cannot be written, {Count} births and discoveries wait: {Error}", items.Count, e.Message);
                await Task.Delay(RetryAfter, clock, cancellationToken).ConfigureAwait(false);
            }
        }

        Interlocked.Add(ref _waiting, -items.Count(item => item.Birth is not null));
        Interlocked.Exchange(ref _written, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        foreach (var item in items)
        {
            item.Done?.SetResult();
        }

        if (items.Exists(item => item.Birth is not null || item.Discovery is not null))
        {
            Changed?.Invoke();
        }
    }

    async Task WriteOnceAsync(List<Item> items, CancellationToken cancellationToken)
    {
        var births = items.Where(i => i.Birth is not null).Select(i => i.Birth!).ToList();
        var refused = births.Count > 0
            ? (await registry.BirthAsync(births, cancellationToken).ConfigureAwait(false)).WrongDomain
            : [];
        var discoveries = items.Where(i => i.Discovery is not null).Select(i => i.Discovery!).ToList();
        if (discoveries.Count > 0)
        {
            await registry.DiscoverAsync(discoveries, cancellationToken).ConfigureAwait(false);
        }

        await mirror.RefreshAsync(cancellationToken).ConfigureAwait(false);

        // Last: what fails above is tried again as a whole, and a refusal counts once.
        Interlocked.Add(ref _refused, refused.Count);
        foreach (var birth in refused)
        {
            logger.LogWarning("Refused the birth of {Device}: it belongs to another domain than {Domain}", birth.Device, birth.Domain);
        }
    }

    async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await mirror.RefreshAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError("The registry cannot be read, the last known one goes on: {Error}", e.Message);
        }
    }

    sealed record Item(DeviceBirth? Birth, Discovery? Discovery, TaskCompletionSource? Done);
}
