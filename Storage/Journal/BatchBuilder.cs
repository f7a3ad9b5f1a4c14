using System.Runtime.InteropServices;
using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Core.Wire;

namespace CityOps.Storage.Journal;

/// <summary>
/// Collects messages until they are committed together, and can be used again after that: what it has grown to is kept. Not
/// thread-safe: the journal's lock holds it.
/// </summary>
sealed class BatchBuilder
{
    const int MessageBytes = 32;
    const int ReadingBytes = 18;
    const int SeqBytes = 5;
    const int NewSeriesBytes = 40;

    readonly Dictionary<string, int> _deviceIndex = [];

    // By object, not by name: intake has one object for each series.
    readonly Dictionary<Series, int> _seriesIndex = new(ReferenceEqualityComparer.Instance);
    readonly List<string> _devices = [];
    readonly List<Series> _series = [];
    readonly List<JournalMessage> _messages = [];
    readonly List<JournalReading> _readings = [];
    readonly List<QuarantinedMessage> _quarantine = [];
    readonly List<long> _replayed = [];

    // Shed messages by device, -1 for those of nobody: a flood is a number, whatever its size.
    readonly Dictionary<int, int> _shed = [];
    TaskCompletionSource _committed = NewSignal();
    long _receivedAt;

    public int Bytes { get; private set; }

    /// <summary>All that wait for this batch.</summary>
    public int Messages { get; private set; }

    /// <summary>Those that take room in it.</summary>
    public int Entries => _messages.Count + _shed.Count;

    public IReadOnlyList<QuarantinedMessage> Quarantine => _quarantine;

    /// <summary>Rows of the quarantine that leave it with this batch.</summary>
    public IReadOnlyList<long> Replayed => _replayed;

    /// <summary>Completes when the batch is on disk; fails when it never will be.</summary>
    public Task Committed => _committed.Task;

    public void Add(JournalEntry entry)
    {
        Messages++;
        _receivedAt = Math.Max(_receivedAt, entry.Replays is null ? entry.ReceivedAt : entry.ReplayedAt);
        if (entry.Class == MessageClass.Shed)
        {
            AddShed(entry.Device is null ? -1 : IndexOf(entry.Device));
            return;
        }

        var late = false;
        foreach (var r in entry.Readings)
        {
            late |= r.Late;
            _readings.Add(new JournalReading(IndexOf(r.Series), r.ObservedAt, entry.ReceivedAt, r.Value, r.Quality, r.Reasons, r.Late));
        }

        _messages.Add(new JournalMessage(
            entry.Device is null ? -1 : IndexOf(entry.Device), entry.Class, entry.Reason, entry.Hash,
            entry.Seqs.Count == 0 ? [] : entry.Seqs.ToArray(), entry.Readings.Count,
            entry.Refused.Count == 0 ? [] : entry.Refused.ToArray(), late, entry.Conflicting)
        {
            SkewMs = entry.SkewMs, Replayed = entry.Replays is not null,
        });
        if (entry.Replays is { } replayed)
        {
            _replayed.Add(replayed);
        }

        if (entry.Quarantine is { } quarantined)
        {
            _quarantine.Add(new QuarantinedMessage(0, entry.ReceivedAt, entry.Device ?? entry.Stranger, quarantined));
            Bytes += quarantined.Payload.Length + quarantined.Topic.Length + (quarantined.Detail?.Length ?? 0);
        }

        Bytes += MessageBytes + (entry.Readings.Count * ReadingBytes) + (entry.Seqs.Count * SeqBytes);
    }

    /// <summary>To be called once, when nothing more is added.</summary>
    public JournalBatch Build(JournalPosition position)
    {
        foreach (var (device, count) in _shed)
        {
            _messages.Add(new JournalMessage(device, MessageClass.Shed, RejectReason.None, 0, [], 0, [], false, false) { Count = count });
        }

        return new JournalBatch
        {
            Position = position,
            ReceivedAt = _receivedAt,
            Devices = [.. _devices],
            Series = [.. _series],
            Messages = [.. _messages],
            Readings = [.. _readings],
        };
    }

    public void Complete() => _committed.SetResult();

    public void Abandon() => _committed.TrySetCanceled();

    /// <summary>Makes it empty, for the next batch.</summary>
    public void Reset()
    {
        _deviceIndex.Clear();
        _seriesIndex.Clear();
        _devices.Clear();
        _series.Clear();
        _messages.Clear();
        _readings.Clear();
        _quarantine.Clear();
        _replayed.Clear();
        _shed.Clear();
        _committed = NewSignal();
        (Bytes, Messages, _receivedAt) = (0, 0, 0);
    }

    void AddShed(int device)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_shed, device, out var known);
        count++;
        Bytes += known ? 0 : MessageBytes;
    }

    int IndexOf(string device)
    {
        if (!_deviceIndex.TryGetValue(device, out var index))
        {
            index = _devices.Count;
            _deviceIndex.Add(device, index);
            _devices.Add(device);
            Bytes += device.Length + 2;
        }

        return index;
    }

    int IndexOf(Series series)
    {
        if (!_seriesIndex.TryGetValue(series, out var index))
        {
            index = _series.Count;
            _seriesIndex.Add(series, index);
            _series.Add(series);
            Bytes += NewSeriesBytes;
        }

        return index;
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
