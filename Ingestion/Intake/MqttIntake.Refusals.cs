using CityOps.Core.Readings;
using CityOps.Core.Wire;
using CityOps.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Intake;

/// <summary>What is not taken: counted on somebody's account where there is one, kept in the quarantine, and told of once.</summary>
public sealed partial class MqttIntake
{
    /// <summary>Now and then a message comes again: that is what QoS 1 says. So many are worth a line.</summary>
    const int RepeatsTold = 100;

    const int MostTopicTold = 100;

    // One name for all of them: whoever makes up topics must not fill the log.
    const string Nobody = "unknown devices and topics";

    // Said once, and again when it is another.
    string? _lastMistake;

    string TooManyDevices => $"There are {_settings.MaxDiscovered} devices (Devices:MaxDiscovered): a person has to add this one.";

    static string OtherDomain(string own) => $"The device belongs to the domain {own}.";

    Task Refuse(string topic, ReadOnlySpan<byte> payload, IntakeDevice device, RejectReason reason, string detail, DecodedMessage? message = null)
    {
        var entry = (_workspace ??= new Workspace()).Start(device.Id, _clock.UnixMs());
        (entry.Class, entry.Reason) = (MessageClass.Rejected, reason);
        entry.Quarantine = Quarantine(topic, reason, detail, payload, device.Limits.Keeps(entry.ReceivedAt, payload.Length));
        if (message is not null)
        {
            entry.Seqs.AddRange(message.Seqs);
            entry.SkewMs = message.NewestTime - entry.ReceivedAt;
            IntakeJudge.CountRefused(message, entry);
        }

        TellTrouble(device, entry);
        return Append(entry);
    }

    /// <summary>A message that is on no device's account: its topic names none, or one that may not come.</summary>
    Task RefuseNobody(string topic, ReadOnlySpan<byte> payload, string? stranger, RejectReason reason, string detail)
    {
        var entry = (_workspace ??= new Workspace()).Start(null, _clock.UnixMs());
        entry.Stranger = stranger;
        if (_nobody.MaySend(entry.ReceivedAt, payload.Length))
        {
            (entry.Class, entry.Reason) = (MessageClass.Rejected, reason);
            entry.Quarantine = Quarantine(topic, reason, detail, payload, _nobody.Keeps(entry.ReceivedAt, payload.Length));
            _trouble.Tell(Nobody, reason.ToWire(), $"{detail} The first of them: {PlainText.Excerpt(topic, MostTopicTold)}");
        }
        else
        {
            entry.Class = MessageClass.Shed;
            _trouble.Tell(Nobody, "shed", "Together they send more than Devices:Rate and Devices:Burst allow.");
        }

        return Append(entry);
    }

    /// <summary>A message that a mistake of ours keeps from being judged, on its device's account where that can be found.</summary>
    Task RefuseUnjudged(string topic, ReadOnlySpan<byte> payload, Exception mistake)
    {
        var detail = $"BUG: {mistake.GetType().Name}: {mistake.Message}";
        if (Interlocked.Exchange(ref _lastMistake, detail) != detail)
        {
            _logger.LogError(mistake, "BUG: a message on {Topic} cannot be judged; it is refused", PlainText.Excerpt(topic, MostTopicTold));
        }

        try
        {
            var match = Topics.Classify(topic);
            return match.Kind switch
            {
                TopicKind.Readings when _devices.Find(match.DeviceSpan) is { } device => Refuse(topic, payload, device, RejectReason.Defect, detail),
                TopicKind.Readings or TopicKind.BadTopic => RefuseNobody(topic, payload, match.Device, RejectReason.Defect, detail),
                _ => Task.CompletedTask,
            };
        }
        catch (Exception another)
        {
            _logger.LogCritical(another, "BUG: a message on {Topic} can be neither judged nor kept, and is lost", PlainText.Excerpt(topic, MostTopicTold));
            return Task.CompletedTask;
        }
    }

    Task Shed(IntakeDevice device)
    {
        var entry = (_workspace ??= new Workspace()).Start(device.Id, _clock.UnixMs());
        entry.Class = MessageClass.Shed;
        _trouble.Tell(device.Id, "shed", "It sends more than Devices:Rate and Devices:Burst allow.");
        return Append(entry);
    }

    void TellTrouble(IntakeDevice device, JournalEntry entry)
    {
        if (entry.Reason != RejectReason.None)
        {
            _trouble.Tell(device.Id, entry.Reason.ToWire(), entry.Quarantine!.Detail ?? "");
        }
        else if (entry.Class == MessageClass.Duplicate && device.Repeats % RepeatsTold == 0)
        {
            _trouble.Tell(device.Id, "duplicate", "It sends the same messages again and again.");
        }
    }

    static QuarantineEntry Quarantine(string topic, RejectReason reason, string detail, ReadOnlySpan<byte> payload, int kept) =>
        new(topic.Length > QuarantineEntry.MaxTopic ? topic[..QuarantineEntry.MaxTopic] : topic, reason, detail, payload.Length, payload[..kept].ToArray());
}
