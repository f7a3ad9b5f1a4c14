using System.Globalization;
using System.Text;
using CityOps.Benchmarks.Rig;

namespace CityOps.Benchmarks.Faults;

/// <summary>Accounts of faults as Markdown.</summary>
sealed class FaultTable(FaultPlan plan, string date)
{
    readonly List<string> _rows = [];
    readonly List<string> _remarks = [];

    public string Date => date;

    public bool Holds { get; private set; } = true;

    public void Add(FaultAccount a)
    {
        Holds &= a is { Lost: 0, StoredTwice: 0, Broken.Count: 0 };
        var l = a.Ledger;
        _rows.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"| {a.Fault} | {a.Broker} | {a.Sent:N0} | {a.Acknowledged:N0} | {l.Received:N0} | {l.Decoded:N0} | {l.Stored:N0} | {l.Duplicate:N0} | {l.Refused:N0} | {l.Shed:N0} | {l.Rejected.Total:N0} | {l.Pending:N0} | {l.Missing:N0} | {a.Points:N0} | {a.Lost:N0} | {a.StoredTwice:N0} | {a.DrainSeconds:0.0} | {a.WorkerMegabytes:0} | {a.Looks:N0} |"));
        var remarks = (a.Note.Length > 0 ? a.Broken.Prepend(a.Note) : a.Broken).Take(10);
        _remarks.AddRange(remarks.Select(remark => $"- {a.Fault} on {a.Broker}: {remark}"));
    }

    /// <summary>One that came to no account.</summary>
    public void Add(string fault, FaultBroker broker, string why)
    {
        Holds = false;
        _remarks.Add($"- {fault} on {broker} came to no account: {why}");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Faults under load, {date}

            Commit {Machine.Commit(Checkout.Root)}. {Machine.Describe()}.
            QoS 1, {plan.Rate:N0} messages/s of {plan.Devices} devices with four readings each; what fails stays away {plan.Outage.TotalSeconds:0} s; {plan.Kills} kills. A
            publisher sends each message again, byte for byte, until it is acknowledged. Mosquitto: the shipped mosquitto.conf, the Ingestion program, InfluxDB.
            Embedded: the Dashboard program with everything in it.

            Counts are messages. *points*: moments counted in the store past the product; each device was compared by itself, and each of its four quantities.
            *lost*: acknowledged and not in the store, without what a killed broker took, which the ledger must show as *missing*. *drained*: seconds from the end of
            the fault until no more waits for the store than before it. *reads*: how often the ledger was read meanwhile; every answer added up.

            | fault | broker | sent | acknowledged | received | decoded | stored | duplicate | refused | shed | rejected | pending | missing | points | lost | stored twice | drained s | worker MB | reads |
            | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
            """));
        _rows.ForEach(row => text.AppendLine(row));
        if (_remarks.Count > 0)
        {
            text.AppendLine();
            _remarks.ForEach(remark => text.AppendLine(remark));
        }

        return text.ToString();
    }
}
