using CityOps.Core.Alerts;
using CityOps.Core.Clocks;
using CityOps.Core.Readings;
using CityOps.Storage.City;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingestion.Alerts;

/// <summary>Brings the evaluator's findings into the alert log, and tries again until the log takes them. One caller.</summary>
public sealed class FindingsWriter(AlertLog log, TimeProvider clock, ILogger<FindingsWriter> logger)
{
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public AlertLog Log => log;

    /// <summary>Why the log takes nothing, in words; null when all is well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Writes the findings in one transaction and empties the list.</summary>
    public async Task WriteAsync(List<AlertChange> found, CancellationToken cancellationToken)
    {
        if (found.Count > 0)
        {
            await TryUntilDoneAsync(() => AppendAsync(found, cancellationToken), cancellationToken).ConfigureAwait(false);
            found.Clear();
        }
    }

    public Task WritePeaksAsync(IReadOnlyList<(string AlertId, double Peak)> peaks, CancellationToken cancellationToken) =>
        peaks.Count == 0
            ? Task.CompletedTask
            : TryUntilDoneAsync(() => log.UpdatePeaksAsync(peaks, cancellationToken), cancellationToken);

    async Task AppendAsync(List<AlertChange> found, CancellationToken cancellationToken)
    {
        try
        {
            await log.AppendAsync(found, clock.UnixMs(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (found.Count > 0 && e is ArgumentException or NotSupportedException)
        {
            // No other try will write it, and everybody's alerts would wait for it.
            var wrong = found.FindIndex(change => change.Raise is not null && !IsWritable(change));
            logger.LogCritical(e, "BUG: a finding of rule {Rule} cannot be written and is left out", wrong < 0 ? "unknown" : found[wrong].Raise!.RuleId);
            found.RemoveAt(Math.Max(wrong, 0));
            throw new InvalidOperationException("a finding was left out; the others are tried again", e);
        }
    }

    static bool IsWritable(AlertChange change) => change.Raise!.Evidence.Readings.All(reading => double.IsFinite(reading.V));

    async Task TryUntilDoneAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await write().ConfigureAwait(false);
                Trouble = null;
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                if (Trouble != e.Message)
                {
                    logger.LogError("The alert log cannot be written, its findings wait: {Error}", e.Message);
                    Trouble = e.Message;
                }
            }

            await Task.Delay(RetryAfter, clock.Pace(), cancellationToken).ConfigureAwait(false);
        }
    }
}
