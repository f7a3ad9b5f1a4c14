using System.Threading.Channels;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Storage.City;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Registration;

/// <summary>
/// Carries what devices tell of themselves into the city database: births, and devices and series that were never seen before.
/// One transaction for all that waits. A birth is acknowledged after its transaction; a discovery can be made again from the
/// journal, so nobody waits for it.
/// </summary>
public sealed partial class RegistryFeed(CityRegistry registry, RegistryMirror mirror, TimeProvider clock, ILogger<RegistryFeed> logger) : BackgroundService
{
    /// <summary>Births that may wait before their senders have to wait too.</summary>
    const int MaxWaiting = 10_000;

    readonly BirthLimits _limits = new();
    readonly TroubleLog _trouble = new(logger, clock);
    readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    int _waiting;
    TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long _refused;
    long _ignored;
    long _shed;

    public RegistryMirror Mirror => mirror;

    public DeviceConnections Connections { get; } = new();

    /// <summary>Births that could not be read, or that belong to a device of another domain.</summary>
    public long RefusedBirths => Interlocked.Read(ref _refused);

    /// <summary>Births of unknown devices while Devices:AutoAccept is off, or when there are too many.</summary>
    public long IgnoredBirths => Interlocked.Read(ref _ignored);

    /// <summary>Births above what one device may tell.</summary>
    public long ShedBirths => Interlocked.Read(ref _shed);

    /// <summary>Raised after the registry has changed by what devices told.</summary>
    public event Action? Changed;

    /// <summary>Takes a status message; the task completes when the registry has it. Never throws for what it contains.</summary>
    /// <param name="newcomers">Null where unknown devices are not taken.</param>
    internal Task AcceptStatus(string domain, string device, ReadOnlySpan<byte> payload, Newcomers? newcomers)
    {
        if (payload.IsEmpty)
        {
            return Task.CompletedTask;
        }

        if (!BirthDecoder.TryDecode(payload, out var birth, out var reason, out var detail))
        {
            Interlocked.Increment(ref _refused);
            _trouble.Tell(device, $"birth, {reason.ToWire()}", detail);
            return Task.CompletedTask;
        }

        var known = mirror.Current.Devices.GetValueOrDefault(device);
        if (known is null && newcomers?.MayCome(device) != true)
        {
            Interlocked.Increment(ref _ignored);
            return Task.CompletedTask;
        }

        if (known is not null && known.Domain != domain)
        {
            // Another domain's word about the device is not its own.
            RefuseDomain(device, domain);
            return Task.CompletedTask;
        }

        Connections.Set(device, birth.Online, clock.UnixMs());
        if (known is not null && birth.IsBare)
        {
            // Gateways and last wills say it by the thousand, and the registry learns nothing from it.
            return Task.CompletedTask;
        }

        if (!_limits.MayTell(device, clock.UnixMs()))
        {
            return ShedStatus(device);
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _waiting);
        _items.Writer.TryWrite(new Item(new DeviceBirth(device, domain, birth), null, done));
        return done.Task;
    }

    /// <summary>Acknowledges a status that is not looked at.</summary>
    internal Task ShedStatus(string device)
    {
        Interlocked.Increment(ref _shed);
        _trouble.Tell(device, "birth, shed", "It says so often what it is that it is not heard any more.");
        return Task.CompletedTask;
    }

    internal bool HasRoom => Volatile.Read(ref _waiting) < MaxWaiting;

    /// <summary>Waits while too many births wait for the city database.</summary>
    internal async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var written = Volatile.Read(ref _written).Task;
            if (HasRoom)
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

    bool IsKnown(string device, List<Series> series) =>
        mirror.Current.Devices.ContainsKey(device) && series.TrueForAll(s => mirror.Current.Series.ContainsKey(s.Id));

    void RefuseDomain(string device, string domain)
    {
        Interlocked.Increment(ref _refused);
        _trouble.Tell(device, "birth, wrong_domain", $"It belongs to another domain than {domain}.");
    }

    sealed record Item(DeviceBirth? Birth, Discovery? Discovery, TaskCompletionSource? Done);
}
