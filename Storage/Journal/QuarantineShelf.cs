using CityOps.Core.Wire;

namespace CityOps.Storage.Journal;

/// <summary>
/// Which rows of the quarantine are kept: so many, and so many bytes. When there are more, the oldest of the sender that has most of it
/// goes, so that one who sends nothing but rubbish pushes out its own. Rows lie in the journal's files, where they are deleted when that
/// costs little; until then this list hides them. Safe for concurrent use.
/// </summary>
sealed class QuarantineShelf(int mostRows, long mostBytes)
{
    readonly Lock _gate = new();
    readonly SortedDictionary<long, Row> _rows = [];
    readonly Dictionary<string, Sender> _senders = new(StringComparer.Ordinal);
    readonly SortedSet<Sender> _byRows = new(Sender.FewestFirst);
    readonly SortedSet<Sender> _byBytes = new(Sender.SmallestFirst);
    readonly HashSet<long> _claimed = [];
    readonly List<long> _gone = [];
    long _bytes;

    /// <summary>Rises with time; rows come in order.</summary>
    public void Add(in QuarantineMark mark)
    {
        lock (_gate)
        {
            var sender = SenderOf(mark.Device);
            _rows.Add(mark.Id, new Row(sender, mark.Reason, mark.Bytes));
            sender.Rows.Enqueue(mark.Id);
            Change(sender, 1, mark.Bytes);
            while (_rows.Count > mostRows)
            {
                RemoveRow(_byRows.Max!.Oldest);
            }

            while (_bytes > mostBytes)
            {
                RemoveRow(_byBytes.Max!.Oldest);
            }
        }
    }

    /// <summary>The rows of a device, or of all, and of a reason, or of all; the newest first.</summary>
    public List<long> Find(string? device, RejectReason? reason)
    {
        lock (_gate)
        {
            var found = new List<long>();
            foreach (var (id, row) in _rows)
            {
                if ((device is null || row.Sender.Device == device) && (reason is null || row.Reason == reason))
                {
                    found.Add(id);
                }
            }

            found.Reverse();
            return found;
        }
    }

    /// <summary>All of <paramref name="ids"/> that are kept.</summary>
    public List<long> Kept(IEnumerable<long> ids)
    {
        lock (_gate)
        {
            return [.. ids.Where(_rows.ContainsKey)];
        }
    }

    /// <summary>True for one caller at a time, until <see cref="Release"/> or <see cref="Remove"/>; false for a row that is not kept.</summary>
    public bool TryClaim(long id)
    {
        lock (_gate)
        {
            return _rows.ContainsKey(id) && _claimed.Add(id);
        }
    }

    public void Release(long id)
    {
        lock (_gate)
        {
            _claimed.Remove(id);
        }
    }

    /// <summary>Takes a row away that was replayed.</summary>
    public void Remove(long id)
    {
        lock (_gate)
        {
            _claimed.Remove(id);
            if (_rows.ContainsKey(id))
            {
                RemoveRow(id);
            }
        }
    }

    /// <summary>The rows that went since they were last <see cref="Forget">forgotten</see>: their file may be rid of them.</summary>
    public long[] Gone()
    {
        lock (_gate)
        {
            return [.. _gone];
        }
    }

    public void Forget(int gone)
    {
        lock (_gate)
        {
            _gone.RemoveRange(0, gone);
        }
    }

    void RemoveRow(long id)
    {
        _rows.Remove(id, out var row);
        _gone.Add(id);
        Change(row.Sender, -1, -row.Bytes);
    }

    void Change(Sender sender, int rows, long bytes)
    {
        _byRows.Remove(sender);
        _byBytes.Remove(sender);
        (sender.Count, sender.Bytes, _bytes) = (sender.Count + rows, sender.Bytes + bytes, _bytes + bytes);
        if (sender.Count > 0)
        {
            // Rows that were replayed have gone out of turn.
            while (!_rows.ContainsKey(sender.Rows.Peek()))
            {
                sender.Rows.Dequeue();
            }

            sender.Oldest = sender.Rows.Peek();
            _byRows.Add(sender);
            _byBytes.Add(sender);
        }
        else
        {
            _senders.Remove(sender.Device ?? "");
        }
    }

    Sender SenderOf(string? device)
    {
        if (!_senders.TryGetValue(device ?? "", out var sender))
        {
            _senders.Add(device ?? "", sender = new Sender(device));
        }

        return sender;
    }

    readonly record struct Row(Sender Sender, RejectReason Reason, int Bytes);

    sealed class Sender(string? device)
    {
        // Of equals the one whose oldest row is the oldest is the largest: no two have the same.
        public static readonly Comparer<Sender> FewestFirst = Comparer<Sender>.Create(static (a, b) =>
            a.Count.CompareTo(b.Count) is var count and not 0 ? count : b.Oldest.CompareTo(a.Oldest));

        public static readonly Comparer<Sender> SmallestFirst = Comparer<Sender>.Create(static (a, b) =>
            a.Bytes.CompareTo(b.Bytes) is var size and not 0 ? size : b.Oldest.CompareTo(a.Oldest));

        public string? Device => device;

        public int Count { get; set; }

        public long Oldest { get; set; }

        public long Bytes { get; set; }

        /// <summary>The oldest first; some may have gone already.</summary>
        public Queue<long> Rows { get; } = [];
    }
}

/// <summary>What is remembered of a row of the quarantine.</summary>
/// <param name="Device">Null where the topic names none.</param>
/// <param name="Bytes">What it takes, about.</param>
readonly record struct QuarantineMark(long Id, string? Device, RejectReason Reason, int Bytes)
{
    const int Overhead = 200;

    public static QuarantineMark Of(long id, string? device, QuarantineEntry entry) =>
        Of(id, device, entry.Reason, entry.Payload.Length + entry.Topic.Length + (entry.Detail?.Length ?? 0));

    /// <param name="content">Payload, topic and detail.</param>
    public static QuarantineMark Of(long id, string? device, RejectReason reason, int content) => new(id, device, reason, Overhead + content);
}
