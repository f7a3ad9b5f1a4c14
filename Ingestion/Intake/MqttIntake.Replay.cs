using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Intake;

/// <summary>Messages of the quarantine, judged once more by what is known and configured now.</summary>
public sealed partial class MqttIntake
{
    /// <summary>
    /// Judges a message as if it came now for the first time, but with the ReceivedAt of its first time: windows and records without a time
    /// are what they were. What is taken goes the way of every message, and its row leaves the quarantine with its commit. What would be
    /// refused again changes nothing.
    /// </summary>
    internal ReplayOutcome Replay(QuarantinedMessage row)
    {
        var match = Topics.Classify(row.Entry.Topic);
        if (match.Kind != TopicKind.Readings)
        {
            return ReplayOutcome.Refused(RejectReason.BadTopic, row.Entry.Detail ?? "");
        }

        if ((_devices.Find(match.DeviceSpan) ?? Welcome(match.Device!)) is not { } device)
        {
            return ReplayOutcome.Refused(RejectReason.UnknownDevice, TooManyDevices);
        }

        var (registered, units) = device.Registered(_feed.Mirror);
        if (!MaySpeak(device, registered, match.Domain!, out var reason, out var detail))
        {
            return ReplayOutcome.Refused(reason, detail);
        }

        var work = _workspace ??= new Workspace();
        PayloadDecoder.Decode(row.Entry.Payload, ContextOf(device, match.Domain!, row.ReceivedAt, units), work.Message);
        var mustBeWhole = !IsOfTheWholeMessage(row.Entry.Reason);
        return work.Message.IsDecoded && !(mustBeWhole && work.Message.RefusedTotal > 0)
            ? JournalAgain(row, match.Domain!, device, work, mustBeWhole)
            : ReplayOutcome.Refused(work.Message.Reason, work.Message.Detail);
    }

    /// <summary>
    /// Nothing of such a message was taken. Of the others something may have been: they come in as a whole or not at all, otherwise each
    /// replay would take their good readings once more.
    /// </summary>
    static bool IsOfTheWholeMessage(RejectReason reason) => reason is
        RejectReason.BadTopic or RejectReason.UnknownDevice or RejectReason.WrongDomain or RejectReason.TooLarge or RejectReason.BadJson or
        RejectReason.TooDeep or RejectReason.TooMany or RejectReason.NoValues;

    ReplayOutcome JournalAgain(QuarantinedMessage row, string domain, IntakeDevice device, Workspace work, bool mustBeWhole)
    {
        var (message, entry, payload) = (work.Message, work.Start(device.Id, row.ReceivedAt), row.Entry.Payload);
        (entry.Class, entry.Replays, entry.ReplayedAt) = (MessageClass.Decoded, row.Id, _clock.UnixMs());

        // Not its numbers: they were counted, or are long past. And no look into the window: of a message in part taken it knows the first time.
        entry.Hash = message.HasTime || message.Seqs.Length > 0 ? work.Hash(row.Entry.Topic, payload) : 0;
        lock (_gate)
        {
            if (device.Domain is { } first && first != domain)
            {
                return ReplayOutcome.Refused(RejectReason.WrongDomain, OtherDomain(first));
            }

            var refusal = mustBeWhole ? _judge.FirstRefusal(device, domain, message) : RejectReason.None;
            var isNew = device.Domain is null;
            if (refusal != RejectReason.None || !_judge.Judge(device, domain, message, entry, work.Discovered))
            {
                refusal = refusal != RejectReason.None ? refusal : entry.Reason;
                return ReplayOutcome.Refused(refusal, Describe(refusal, device));
            }

            device.Domain = domain;
            if (entry.Hash != 0)
            {
                _duplicates.Add(entry.Hash);
            }

            if (entry.Reason != RejectReason.None)
            {
                entry.Quarantine = row.Entry with { Reason = entry.Reason, Detail = entry.Reason == message.Reason ? message.Detail : Describe(entry.Reason, device) };
            }

            _feed.Discover(device.Id, domain, isNew, work.Discovered);
            return ReplayOutcome.Taken(_journal.Append(entry));
        }
    }
}

/// <summary>What became of a message of the quarantine.</summary>
/// <param name="Committed">Completes when it is in the journal and not in the quarantine any more; null where it is refused again.</param>
readonly record struct ReplayOutcome(Task? Committed, RejectReason Reason, string Detail)
{
    public static ReplayOutcome Taken(Task committed) => new(committed, RejectReason.None, "");

    public static ReplayOutcome Refused(RejectReason reason, string detail) => new(null, reason, detail);
}
