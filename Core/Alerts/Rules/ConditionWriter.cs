using System.Globalization;
using System.Text.Json;

namespace CityOps.Core.Alerts;

/// <summary>Writes what a rule asks, as <see cref="ConditionReader"/> takes it. Members that a kind does not have are left out.</summary>
static class ConditionWriter
{
    public static void Write(Utf8JsonWriter writer, Condition condition)
    {
        writer.WriteString("kind", RuleWords.Kind(condition.Kind));
        switch (condition.Kind)
        {
            case ConditionKind.Absent:
                if (condition.After is { } after)
                {
                    writer.WriteString("after", Durations.Format(after));
                }

                break;
            case ConditionKind.Stuck:
                writer.WriteString("for", Durations.Format(condition.Of.Over));
                writer.WriteNumber("tolerance", condition.Limit.High);
                break;
            case ConditionKind.All or ConditionKind.Any or ConditionKind.AtLeast:
                WriteGroup(writer, condition);
                break;
            default:
                WriteLimit(writer, condition);
                break;
        }
    }

    /// <summary>The members that stand beside <c>condition</c> in a rule.</summary>
    public static void WriteBeside(Utf8JsonWriter writer, Condition condition)
    {
        if (condition.Levels.Count > 0)
        {
            writer.WriteStartArray("levels");
            foreach (var (severity, limit) in condition.Levels)
            {
                writer.WriteStartObject();
                writer.WriteString("severity", RuleWords.Severity(severity));
                writer.WriteNumber("raise", limit.Raise);
                writer.WriteNumber("clear", limit.Clear);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (condition.AtLeastOf is { } few)
        {
            writer.WriteStartObject("atLeastOf");
            writer.WriteNumber("n", few.N);
            writer.WriteNumber("m", few.M);
            writer.WriteEndObject();
        }

        if (condition.LimitFrom is { } from)
        {
            writer.WriteString("limitFrom", from);
        }
    }

    static void WriteLimit(Utf8JsonWriter writer, Condition condition)
    {
        WriteMeasure(writer, condition.Of);
        var limit = condition.Limit;
        if (condition.Kind is ConditionKind.Outside or ConditionKind.Inside)
        {
            writer.WriteNumber("low", limit.Low);
            writer.WriteNumber("high", limit.High);
            writer.WriteNumber("deadband", limit.Deadband);
        }
        else if (condition.Levels.Count == 0 && condition.LimitFrom is null)
        {
            writer.WriteNumber("raise", limit.Raise);
            writer.WriteNumber("clear", limit.Clear);
        }
        else if (LimitSource.IsStations(condition.LimitFrom))
        {
            writer.WriteNumber("deadband", Math.Abs(limit.Raise - limit.Clear));
        }
    }

    static void WriteMeasure(Utf8JsonWriter writer, Measure of)
    {
        if (of.Kind == MeasureKind.Value)
        {
            return;
        }

        writer.WriteString("of", of.Kind == MeasureKind.Percentile ? string.Create(CultureInfo.InvariantCulture, $"p{of.Percent}") : RuleWords.Measure(of.Kind));
        if (of.IsWindow)
        {
            writer.WriteString("over", Durations.Format(of.Over));
            if (of.Tumbling)
            {
                writer.WriteBoolean("tumbling", true);
            }

            if (of.Capture is { } capture)
            {
                writer.WriteNumber("capture", capture);
            }
        }
        else if (of.Kind == MeasureKind.Difference)
        {
            writer.WriteString("other", of.Other);
        }
        else if (of.Kind == MeasureKind.Baseline)
        {
            writer.WriteNumber("weeks", of.Weeks);
        }
        else
        {
            writer.WriteNumber("radiusMetres", of.RadiusMetres);
        }
    }

    static void WriteGroup(Utf8JsonWriter writer, Condition condition)
    {
        if (condition.Kind == ConditionKind.AtLeast)
        {
            writer.WriteNumber("n", condition.N);
        }

        writer.WriteString("scope", RuleWords.Scope(condition.Scope));
        writer.WriteStartArray("conditions");
        foreach (var (quantity, one) in condition.Conditions)
        {
            writer.WriteStartObject();
            writer.WriteString("quantity", quantity);
            Write(writer, one);
            WriteBeside(writer, one);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
