using CityOps.Core.Alerts;
using CityOps.Core.Wire;
using CityOps.Ingestion.Accounting;
using CityOps.Ingestion.Alerts;
using CityOps.Ingestion.Mqtt;
using CityOps.Ingestion.Pipeline;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;
using CityOps.Storage.Journal;
using CityOps.Storage.Telemetry;
using Prometheus;

namespace CityOps.Ingestion.Health;

/// <summary>What <c>/metrics</c> shows. Counters are read from the ledger when somebody asks; latencies are noted as they happen.</summary>
public sealed class IngestionMetrics
{
    // Fine where the budgets are: within a bucket nobody knows where a value was.
    static readonly double[] LatencyBuckets =
    [
        .002, .005, .0075, .01, .015, .02, .025, .03, .04, .05, .06, .08, .1, .13, .16, .2, .25, .3, .4, .5, .75, 1, 2.5, 5, 10, 60, 600,
    ];

    readonly Counter _messages;
    readonly Counter _rejected;
    readonly Counter _late;
    readonly Counter _conflicting;
    readonly Counter _outOfOrder;
    readonly Gauge _missing;
    readonly Counter _taken;
    readonly Counter _refusedReadings;
    readonly Gauge _pending;
    readonly Gauge _bytes;
    readonly Gauge _lag;
    readonly Gauge _storeUp;
    readonly Counter _damaged;
    readonly Gauge _oldestPending;
    readonly Gauge _open;
    readonly Gauge _brokerUp;
    readonly Counter _forbidden;
    readonly Counter _reconnects;
    readonly Gauge _unacknowledged;
    readonly Counter _births;
    readonly Counter _replayed;
    readonly Histogram _journalled;
    readonly Histogram _stored;

    public IngestionMetrics()
    {
        var factory = Metrics.WithCustomRegistry(Registry);
        // Taken from the ledger, which is exact over restarts.
        _messages = factory.CreateCounter("cityops_messages_total", "Messages by what became of them.", "class");
        _rejected = factory.CreateCounter("cityops_rejected_total", "Messages rejected, by reason.", "reason");
        _late = factory.CreateCounter("cityops_late_messages_total", "Messages with a reading older than one of its series that was here before.");
        _conflicting = factory.CreateCounter("cityops_conflicting_messages_total", "Messages that gave another value for a moment that was here before.");
        _outOfOrder = factory.CreateCounter("cityops_out_of_order_messages_total", "Messages numbered below an earlier one of their device.");
        // Falls when stragglers arrive.
        _missing = factory.CreateGauge("cityops_missing_messages", "Numbered messages that never came.");
        _replayed = factory.CreateCounter("cityops_replayed_messages_total", "Messages that were taken from the quarantine.");
        _taken = factory.CreateCounter("cityops_readings_taken_total", "Readings that were taken.");
        _refusedReadings = factory.CreateCounter("cityops_readings_refused_total", "Readings that were not taken, by reason.", "reason");
        _pending = factory.CreateGauge("cityops_journal_pending_messages", "Decoded messages that are not in the store yet.");
        _bytes = factory.CreateGauge("cityops_journal_bytes", "Size of the journal's files.");
        _lag = factory.CreateGauge("cityops_evaluator_lag_seconds", "How far alerts are behind the journal.");
        _storeUp = factory.CreateGauge("cityops_store_up", "1 while the telemetry store takes readings.");
        _damaged = factory.CreateCounter("cityops_store_damaged_blocks_total", "Blocks of the telemetry store that were found broken.");
        _oldestPending = factory.CreateGauge("cityops_store_oldest_pending_seconds", "Age of the oldest message that is not in the store yet.");
        _open = factory.CreateGauge("cityops_alerts_open", "Alerts that are not cleared.", "severity");
        _brokerUp = factory.CreateGauge("cityops_broker_up", "1 while messages come in.");
        // Each kind of broker has numbers of its own; those of the other kind are not shown as zero.
        _forbidden = factory.CreateCounter(
            "cityops_broker_forbidden_total", "Connections, publishes and subscriptions without the right to.", new CounterConfiguration { SuppressInitialValue = true });
        _reconnects = factory.CreateCounter(
            "cityops_broker_reconnects_total", "Connections to the broker after the first one.", new CounterConfiguration { SuppressInitialValue = true });
        _unacknowledged = factory.CreateGauge(
            "cityops_broker_unacknowledged_messages", "Messages of the broker that are not acknowledged yet.", new GaugeConfiguration { SuppressInitialValue = true });
        _births = factory.CreateCounter("cityops_births_dropped_total", "Births that were not taken.", "reason");
        var latency = new HistogramConfiguration { Buckets = LatencyBuckets };
        _journalled = factory.CreateHistogram("cityops_journalled_seconds", "From a message's newest time to its commit in the journal.", latency);
        _stored = factory.CreateHistogram("cityops_stored_seconds", "From a message's newest time to the store.", latency);
    }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public void Journalled(JournalBatch batch, long now) => Observe(_journalled, batch, now);

    public void Stored(JournalBatch batch, long now) => Observe(_stored, batch, now);

    public void Show(LedgerView total)
    {
        var c = total.Counts;
        foreach (var (name, count) in (ReadOnlySpan<(string, long)>)
                 [
                     ("received", c.Received), ("decoded", c.Decoded), ("rejected", c.Rejected.Sum()), ("shed", c.Shed), ("stored", c.Stored),
                     ("duplicate", c.Duplicate), ("refused", c.Refused),
                 ])
        {
            _messages.WithLabels(name).IncTo(count);
        }

        for (var reason = RejectReason.BadTopic; reason <= RejectReason.TooManySeries; reason++)
        {
            _rejected.WithLabels(reason.ToWire()).IncTo(c.Rejected[(int)reason]);
            _refusedReadings.WithLabels(reason.ToWire()).IncTo(c.ReadingsRefused[(int)reason]);
        }

        _late.IncTo(c.Late);
        _conflicting.IncTo(c.Conflicting);
        _outOfOrder.IncTo(c.OutOfOrder);
        _replayed.IncTo(c.Replayed);
        _taken.IncTo(c.ReadingsTaken);
        _missing.Set(total.Missing);
        _pending.Set(c.Pending);
    }

    public void Show(Journal journal, EvaluatorHost evaluator, StoreWriter store)
    {
        _bytes.Set(journal.Bytes);
        _lag.Set(evaluator.Lag.TotalSeconds);
        _storeUp.Set(store.Trouble is null ? 1 : 0);
        _damaged.IncTo(store.DamagedBlocks);
    }

    /// <param name="oldestReceivedAt">Unix ms; null when nothing waits.</param>
    public void Show(long? oldestReceivedAt, long now) => _oldestPending.Set(oldestReceivedAt is { } at ? Math.Max(0, now - at) / 1_000.0 : 0);

    public void Show(DoorState broker, RegistryFeed feed)
    {
        _brokerUp.Set(broker.IsUp ? 1 : 0);
        Show(broker, DoorState.Forbidden, _forbidden.IncTo);
        Show(broker, DoorState.Reconnects, _reconnects.IncTo);
        Show(broker, DoorState.Unacknowledged, _unacknowledged.Set);
        _births.WithLabels("refused").IncTo(feed.RefusedBirths);
        _births.WithLabels("ignored").IncTo(feed.IgnoredBirths);
        _births.WithLabels("shed").IncTo(feed.ShedBirths);
    }

    public async Task ShowAsync(AlertLog log, CancellationToken cancellationToken)
    {
        foreach (var (severity, count) in await log.OpenCountsAsync(cancellationToken).ConfigureAwait(false))
        {
            _open.WithLabels(RuleWords.Severity(severity)).Set(count);
        }
    }

    static void Show(DoorState broker, string name, Action<double> show)
    {
        if (broker.Numbers.TryGetValue(name, out var number))
        {
            show(number);
        }
    }

    static void Observe(Histogram histogram, JournalBatch batch, long now)
    {
        var reading = 0;
        foreach (var message in batch.Messages)
        {
            // Without a time of its own a message tells nothing of the way here.
            if (message is { SkewMs: { } skew, ReadingsTaken: > 0 })
            {
                histogram.Observe(Math.Max(0, now - batch.Readings[reading].ReceivedAt - skew) / 1_000.0);
            }

            reading += message.ReadingsTaken;
        }
    }
}
