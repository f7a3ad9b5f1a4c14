namespace CityOps.Ingestion.Accounting;

public sealed partial class Ledger
{
    /// <summary>
    /// One consistent look at every device, in no order; returns how many messages named none. Nothing is copied but these few numbers, into a list
    /// that the caller uses again.
    /// </summary>
    /// <param name="tallies">Emptied first.</param>
    internal long Survey(List<DeviceTally> tallies)
    {
        tallies.Clear();
        lock (_gate)
        {
            var unnamed = _total.Received;
            foreach (var (device, account) in _devices)
            {
                var counts = account.Counts;
                var rejected = counts.Rejected.Sum();
                var received = counts.Decoded + rejected + counts.Shed;
                unnamed -= received;
                tallies.Add(new DeviceTally(
                    device, received, rejected, counts.Shed, counts.Refused, counts.Duplicate, account.Seqs.Missing, counts.OutOfOrder, counts.ReadingsRefused.Sum(),
                    account.LastReceivedAt, account.SkewMs, account.LastTroubleAt));
            }

            return unnamed;
        }
    }
}
