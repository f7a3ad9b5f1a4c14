namespace CityOps.Core.Alerts;

/// <summary>Judges an alert again from nothing but its rule's version and the evidence that was kept with it, however long the readings have been gone.</summary>
public static class EvidenceCheck
{
    const double Tolerance = 1e-9;

    /// <summary>Why the evidence does not raise the alert, in words; null where it does. Evidence that was cut (<c>truncated</c>) is judged by what is left.</summary>
    public static string? Fault(AlertRule rule, RaisedAlert raised)
    {
        var (condition, readings) = (rule.Condition, raised.Evidence.Readings);
        if (raised.Evidence.RuleVersion != rule.Version)
        {
            return "It is of another version of the rule.";
        }

        if (readings.Count == 0 || readings[^1].V != raised.Value)
        {
            return "It does not end with the value that raised.";
        }

        return condition.Kind switch
        {
            ConditionKind.Absent => readings[^1].V >= raised.Threshold ? null : "The silence was shorter than allowed.",
            ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast => Steps(rule, raised, Limit.Above(raised.Threshold - 1, raised.Threshold - 1)),
            _ => BucketFault(condition.Of, raised.Evidence) ?? Steps(rule, raised, condition.LimitFrom is null ? condition.Limit : LimitSource.With(condition, raised.Threshold)),
        };
    }

    static string? Steps(AlertRule rule, RaisedAlert raised, Limit limit)
    {
        var (state, few) = (default(ConditionState), rule.Condition.AtLeastOf is { } asked ? new LastFew(asked) : null);
        var readings = raised.Evidence.Readings;
        for (var i = 0; i < readings.Count; i++)
        {
            var (t, v, _) = readings[i];
            var one = new Finding(t, t, limit.Meets(v), limit.BeyondClear(v), AfterHole: false);
            var raises = ConditionMachine.Step(ref state, rule, few is null ? one : few.Take(in one, v)) == StepOutcome.Raised;
            if (raises || (i == readings.Count - 1 && raised.Evidence.Truncated))
            {
                // A run that had to wait for its turn goes on meeting the limit until the reading that raised.
                return state.Since != raised.StartedAt ? "The run began at another time." : readings.Skip(i).All(later => few is not null || limit.Meets(later.V)) ? null : "It does not meet the limit to the end.";
            }
        }

        return "It never meets the limit for long enough.";
    }

    static string? BucketFault(Measure of, AlertEvidence evidence)
    {
        var (buckets, value) = (evidence.Buckets, evidence.Readings[^1].V);
        var (sum, count) = (buckets.Sum(bucket => bucket.Value * bucket.Count), buckets.Sum(bucket => (long)bucket.Count));
        double? again = of.Kind switch
        {
            // Rounded to the digits of the limit, by rules of its own.
            MeasureKind.Mean when of.IsLegal => null,
            MeasureKind.Mean => sum / count,
            MeasureKind.Sum => buckets.Sum(bucket => bucket.Value),
            MeasureKind.Count => count,
            MeasureKind.Min => buckets.Min(bucket => bucket.Value),
            MeasureKind.Max => buckets.Max(bucket => bucket.Value),
            MeasureKind.Percentile => buckets.Select(bucket => bucket.Value).Order().ElementAt((((of.Percent * buckets.Count) + 99) / 100) - 1),
            _ => null,
        };
        return again is null || Math.Abs(again.Value - value) <= Tolerance * Math.Max(1, Math.Abs(value)) ? null : "Its window gives another value.";
    }
}
