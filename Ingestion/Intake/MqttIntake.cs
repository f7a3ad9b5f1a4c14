using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Intake;

/// <summary>
/// What happens to one PUBLISH from its topic to the journal. Called at once by many connections; messages reach the journal in
/// the order in which they are judged. The task that comes back completes when the message may be acknowledged.
/// </summary>
public sealed partial class MqttIntake
{
    [ThreadStatic]
    static Workspace? _workspace;

    readonly Journal _journal;
    readonly RegistryFeed _feed;
    readonly IntakeSettings _settings;
    readonly TimeProvider _clock;
    readonly IntakeDevices _devices;
    readonly IntakeRoutes _routes = new();
    readonly DuplicateWindow _duplicates;
    readonly IntakeJudge _judge;
    readonly Newcomers _newcomers;
    readonly SenderLimits _nobody;
    readonly TroubleLog _trouble;
    readonly ILogger _logger;
    readonly Lock _gate = new();

    internal MqttIntake(Journal journal, RegistryFeed feed, IntakeSettings settings, IntakeMemory memory, TimeProvider clock, ILogger<MqttIntake> logger)
    {
        (_journal, _feed, _settings, _clock) = (journal, feed, settings, clock);
        (_devices, _duplicates) = (memory.Devices, memory.Duplicates);
        _judge = new IntakeJudge(feed.Mirror, settings, memory.Devices.All.Sum(device => device.Series.Count));
        _newcomers = new Newcomers(feed.Mirror, settings.MaxDiscovered, memory.Devices.All.Select(device => device.Id), clock);
        (_nobody, _trouble, _logger) = (new SenderLimits(settings), new TroubleLog(logger, clock), logger);
    }

    /// <summary>What a person has to do something about, since when (Unix ms); null when there is nothing.</summary>
    public (long Since, string Text)? Trouble => _newcomers.Refusing is var (since, device)
        ? (since, $"There are {_settings.MaxDiscovered} devices (Devices:MaxDiscovered), so unknown ones are refused, {device} for one: a person has to add them, or to find who makes up names.")
        : null;

    /// <summary>Nobody has to wait before the next message.</summary>
    public bool HasRoom => _journal.HasRoom && _feed.HasRoom;

    /// <summary>Waits while too many messages wait for their commit, or births for theirs: back-pressure on the sender.</summary>
    public async ValueTask WaitForRoomAsync(string topic, CancellationToken cancellationToken)
    {
        await _journal.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        if (topic.EndsWith(Topics.StatusLeaf, StringComparison.Ordinal))
        {
            await _feed.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same for who cannot know yet what comes next.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        await _journal.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        await _feed.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes one message. Never throws: what a mistake of ours keeps from being judged is refused too, or it would come again for ever.</summary>
    /// <param name="topic">UTF-8.</param>
    public Task Accept(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload)
    {
        try
        {
            return _routes.Find(topic) is { } route ? AcceptReadings(route, payload) : AcceptUnknown(Encoding.UTF8.GetString(topic), payload);
        }
        catch (Exception mistake)
        {
            return RefuseUnjudged(Encoding.UTF8.GetString(topic), payload, mistake);
        }
    }

    /// <inheritdoc cref="Accept(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public Task Accept(string topic, ReadOnlySpan<byte> payload)
    {
        try
        {
            return _routes.Find(topic) is { } route ? AcceptReadings(route, payload) : AcceptUnknown(topic, payload);
        }
        catch (Exception mistake)
        {
            return RefuseUnjudged(topic, payload, mistake);
        }
    }

    Task AcceptUnknown(string topic, ReadOnlySpan<byte> payload)
    {
        var match = Topics.Classify(topic);
        return match.Kind switch
        {
            TopicKind.Readings => AcceptNewcomer(topic, match, payload),
            TopicKind.BadTopic => RefuseNobody(topic, payload, null, RejectReason.BadTopic, "A data topic is cityops/v1/{domain}/{device}/readings."),
            TopicKind.Status => AcceptStatus(match, payload),
            _ => Task.CompletedTask,
        };
    }

    Task AcceptNewcomer(string topic, in TopicMatch match, ReadOnlySpan<byte> payload)
    {
        if ((_devices.Find(match.DeviceSpan) ?? Welcome(match.Device!)) is not { } device)
        {
            return RefuseNobody(topic, payload, match.Device!, RejectReason.UnknownDevice, TooManyDevices);
        }

        return AcceptReadings(_routes.Add(topic, match, device), payload);
    }

    Task AcceptReadings(IntakeRoute route, ReadOnlySpan<byte> payload)
    {
        var (topic, match, device) = route;
        var now = _clock.UnixMs();
        if (!device.Limits.MaySend(now, payload.Length))
        {
            return Shed(device);
        }

        var (registered, units) = device.Registered(_feed.Mirror);
        if (!MaySpeak(device, registered, match.Domain!, out var reason, out var detail))
        {
            return Refuse(topic, payload, device, reason, detail);
        }

        var work = _workspace ??= new Workspace();
        PayloadDecoder.Decode(payload, ContextOf(device, match.Domain!, now, units), work.Message);
        if (!work.Message.IsDecoded)
        {
            return Refuse(topic, payload, device, work.Message.Reason, work.Message.Detail, work.Message);
        }

        var committed = Journal(topic, match.Domain!, payload, device, work, now);
        TellTrouble(device, work.Entry);
        return committed;
    }

    /// <summary>Whether the device is one of ours, and speaks in its domain.</summary>
    bool MaySpeak(IntakeDevice device, Device? registered, string domain, out RejectReason reason, out string detail)
    {
        (reason, detail) = (RejectReason.None, "");
        if (registered is null && !_settings.AutoAccept)
        {
            (reason, detail) = (RejectReason.UnknownDevice, "The device is not registered, and Devices:AutoAccept is off.");
        }
        else if ((registered?.Domain ?? device.Domain) is { } own && own != domain)
        {
            (reason, detail) = (RejectReason.WrongDomain, OtherDomain(own));
        }

        return reason == RejectReason.None;
    }

    PayloadContext ContextOf(IntakeDevice device, string domain, long receivedAt, IReadOnlyDictionary<string, string>? units) =>
        new(device.Id, domain, receivedAt, _settings.MaxAge, _settings.MaxAhead, units);

    IntakeDevice? Welcome(string id) => _newcomers.MayCome(id) ? _devices.Add(id) : null;

    Task AcceptStatus(in TopicMatch match, ReadOnlySpan<byte> payload)
    {
        var limits = _devices.Find(match.DeviceSpan)?.Limits ?? _nobody;
        return limits.MaySend(_clock.UnixMs(), payload.Length)
            ? _feed.AcceptStatus(match.Domain!, match.Device!, payload, _settings.AutoAccept ? _newcomers : null)
            : _feed.ShedStatus(match.Device!);
    }

    Task Journal(string topic, string domain, ReadOnlySpan<byte> payload, IntakeDevice device, Workspace work, long now)
    {
        var (message, entry) = (work.Message, work.Start(device.Id, now));
        entry.Hash = message.HasTime || message.Seqs.Length > 0 ? work.Hash(topic, payload) : 0;
        entry.Seqs.AddRange(message.Seqs);
        entry.SkewMs = message.NewestTime - now;
        lock (_gate)
        {
            if (entry.Hash != 0 && _duplicates.Contains(entry.Hash))
            {
                entry.Class = MessageClass.Duplicate;
                device.Repeats++;
                return _journal.Append(entry);
            }

            if (device.Domain is { } first && first != domain)
            {
                // Its first message came from another connection at this very moment.
                return Refuse(topic, payload, device, RejectReason.WrongDomain, OtherDomain(first));
            }

            var isNew = device.Domain is null;
            if (_judge.Judge(device, domain, message, entry, work.Discovered))
            {
                entry.Class = MessageClass.Decoded;
                device.Domain = domain;
                if (entry.Hash != 0)
                {
                    _duplicates.Add(entry.Hash);
                }
            }
            else
            {
                (entry.Class, entry.Hash) = (MessageClass.Rejected, 0);
            }

            if (entry.Reason != RejectReason.None)
            {
                entry.Quarantine = Quarantine(topic, entry.Reason, entry.Reason == message.Reason ? message.Detail : Describe(entry.Reason, device), payload, device.Limits.Keeps(now, payload.Length));
            }

            _feed.Discover(device.Id, domain, isNew && entry.Class == MessageClass.Decoded, work.Discovered);
            return _journal.Append(entry);
        }
    }

    string Describe(RejectReason reason, IntakeDevice device) =>
        reason != RejectReason.TooManySeries ? "The unit does not convert to that of the series."
        : device.Series.Count >= _settings.MaxSeries ? $"More than {_settings.MaxSeries} quantities of one device."
        : $"The city has {_settings.MaxDiscoveredSeries} series, ten for each of Devices:MaxDiscovered: a device begins few more.";

    Task Append(JournalEntry entry)
    {
        lock (_gate)
        {
            return _journal.Append(entry);
        }
    }

    /// <summary>What a thread uses again for each message.</summary>
    sealed class Workspace
    {
        readonly XxHash128 _hash = new();
        readonly JournalEntry _entry = new();

        public DecodedMessage Message { get; } = new();

        public JournalEntry Entry => _entry;

        public List<Series> Discovered { get; } = [];

        public JournalEntry Start(string? device, long receivedAt)
        {
            _entry.Clear();
            Discovered.Clear();
            (_entry.Device, _entry.ReceivedAt) = (device, receivedAt);
            return _entry;
        }

        public UInt128 Hash(string topic, ReadOnlySpan<byte> payload)
        {
            _hash.Reset();
            _hash.Append(MemoryMarshal.AsBytes(topic.AsSpan()));
            _hash.Append(payload);
            return _hash.GetCurrentHashAsUInt128();
        }
    }
}
