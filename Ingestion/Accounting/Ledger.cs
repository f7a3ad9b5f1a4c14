using CityOps.Core.City;
using CityOps.Core.Readings;
using CityOps.Storage.Journal;

namespace CityOps.Ingestion.Accounting;

/// <summary>
/// Accounts for every message, per device and in total. It moves only with committed batches and with the store writer, so
/// that at every moment received = decoded + rejected + shed and decoded = stored + duplicate + refused + pending.
/// Safe for concurrent use.
/// </summary>
public sealed partial class Ledger
{
    readonly Lock _gate = new();
    readonly LedgerCounts _total;
    readonly Dictionary<string, DeviceAccount> _devices;
    readonly SeriesMap<SeriesAccount> _series = new();

    public Ledger()
        : this(0, 0, new LedgerCounts(), [], [])
    {
    }

    internal Ledger(
        long position, long storedPosition, LedgerCounts total, Dictionary<string, DeviceAccount> devices, Dictionary<SeriesId, SeriesNewest> newest)
    {
        (Position, StoredPosition, _total, _devices) = (position, storedPosition, total, devices);
        foreach (var (id, last) in newest)
        {
            _series.Add(id, new SeriesAccount(AccountOf(id.Device), last));
        }
    }

    /// <summary>Journal position up to which messages are counted.</summary>
    public long Position { get; private set; }

    /// <summary>Journal position up to which messages are counted as stored.</summary>
    public long StoredPosition { get; private set; }

    /// <summary>Counts a committed batch. Batches come in order; one that was counted already changes nothing.</summary>
    public void Apply(JournalBatch batch)
    {
        lock (_gate)
        {
            if (batch.Position.Position <= Position)
            {
                return;
            }

            Position = batch.Position.Position;
            var accounts = Array.ConvertAll(batch.Devices, AccountOf);
            foreach (var message in batch.Messages)
            {
                _total.Add(message);
                if (message.Device >= 0)
                {
                    Add(accounts[message.Device], message, batch.ReceivedAt);
                }
            }

            Observe(batch);
        }
    }

    /// <summary>Counts a batch as stored, once.</summary>
    public void Stored(JournalBatch batch) => Stored(batch, RefusedMessages.None);

    /// <summary>The same; those of its messages that the store refused are counted as refused.</summary>
    public void Stored(JournalBatch batch, RefusedMessages refused)
    {
        lock (_gate)
        {
            if (batch.Position.Position <= StoredPosition)
            {
                return;
            }

            StoredPosition = batch.Position.Position;
            AddStored(batch, refused, 1);
        }
    }

    /// <summary>
    /// Counts batches as pending again that a store behind <see cref="StoredPosition"/> has not got: it was replaced, or brought
    /// back from a backup.
    /// </summary>
    internal void TakeBack(IEnumerable<JournalBatch> batches, long storedPosition, RefusedMessages refused)
    {
        lock (_gate)
        {
            foreach (var batch in batches)
            {
                AddStored(batch, refused, -1);
            }

            StoredPosition = storedPosition;
        }
    }

    public LedgerView Total(long asOf)
    {
        lock (_gate)
        {
            return new LedgerView(asOf, null, _total.Copy(), _devices.Values.Sum(d => d.Seqs.Missing), null, null, null);
        }
    }

    /// <summary>The ledger of one device; null when nothing ever came from it.</summary>
    public LedgerView? Device(string device, long asOf)
    {
        lock (_gate)
        {
            return _devices.TryGetValue(device, out var account) ? View(device, account, asOf) : null;
        }
    }

    /// <summary>All devices, by id.</summary>
    public IReadOnlyList<LedgerView> Devices(long asOf)
    {
        lock (_gate)
        {
            return [.. _devices.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => View(d.Key, d.Value, asOf))];
        }
    }

    /// <summary>What was journalled last of each series: where intake goes on after a start.</summary>
    public IReadOnlyDictionary<SeriesId, SeriesNewest> Newest()
    {
        lock (_gate)
        {
            return NewestLocked();
        }
    }

    /// <summary>The whole ledger as bytes, with the position it belongs to.</summary>
    public (long Position, byte[] Body) Save()
    {
        lock (_gate)
        {
            return (Math.Min(Position, StoredPosition), LedgerCodec.Write(Position, StoredPosition, _total, _devices, NewestLocked()));
        }
    }

    static LedgerView View(string device, DeviceAccount account, long asOf) => new(
        asOf, device, account.Counts.Copy(), account.Seqs.Missing, account.LastReceivedAt, account.LastObservedAt, account.SkewMs);

    void Add(DeviceAccount account, JournalMessage message, long receivedAt)
    {
        account.Counts.Add(message);
        var isTrouble = message.Class is MessageClass.Rejected or MessageClass.Shed || message.Refused.Length > 0;
        if (message.Class == MessageClass.Duplicate)
        {
            isTrouble |= DeviceTally.Repeats(account.Counts.Duplicate, account.Counts.Received);
        }
        else
        {
            account.SkewMs = message.SkewMs ?? account.SkewMs;
            isTrouble |= ObserveNumbers(account, message);
        }

        if (isTrouble)
        {
            account.Trouble(receivedAt);
        }
    }

    /// <summary>True when one was skipped or came out of order.</summary>
    bool ObserveNumbers(DeviceAccount account, JournalMessage message)
    {
        var missing = account.Seqs.Missing;
        var outOfOrder = false;
        foreach (var seq in message.Seqs)
        {
            outOfOrder |= account.Seqs.Observe(seq);
        }

        if (outOfOrder)
        {
            account.Counts.OutOfOrder++;
            _total.OutOfOrder++;
        }

        return outOfOrder || account.Seqs.Missing > missing;
    }

    void AddStored(JournalBatch batch, RefusedMessages refused, int sign)
    {
        var accounts = Array.ConvertAll(batch.Devices, AccountOf);
        for (var i = 0; i < batch.Messages.Length; i++)
        {
            var message = batch.Messages[i];
            if (message.Class != MessageClass.Decoded)
            {
                continue;
            }

            var account = accounts[message.Device];
            if (refused.Contains(batch.Position.Position, i))
            {
                _total.Refused += sign;
                account.Counts.Refused += sign;
                account.Trouble(batch.ReceivedAt);
            }
            else
            {
                _total.Stored += sign;
                account.Counts.Stored += sign;
            }
        }
    }

    void Observe(JournalBatch batch)
    {
        foreach (ref readonly var r in batch.Readings.AsSpan())
        {
            var series = batch.Series[r.Series];
            AccountOf(series).Observe(series, in r);
        }
    }

    SeriesAccount AccountOf(Series series)
    {
        if (!_series.TryGet(series, out var account))
        {
            account = new SeriesAccount(AccountOf(series.Id.Device), series);
            _series.Add(series, account);
        }

        return account;
    }

    Dictionary<SeriesId, SeriesNewest> NewestLocked() => _series.All.ToDictionary(known => known.Key, known => known.Value.Newest);

    DeviceAccount AccountOf(string device)
    {
        if (!_devices.TryGetValue(device, out var account))
        {
            _devices.Add(device, account = new DeviceAccount());
        }

        return account;
    }
}
