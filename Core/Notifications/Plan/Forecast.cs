using CityOps.Core.Alerts;

namespace CityOps.Core.Notifications;

/// <summary>Who would be told of an alert, when and how, if nobody acknowledged. Nothing is sent. Pure; safe for concurrent use.</summary>
public static class Forecast
{
    /// <param name="channels">Names of the channels that are configured.</param>
    /// <param name="domain">Null of an alert about CityOps itself.</param>
    /// <param name="at">When the alert would be raised, Unix ms.</param>
    /// <returns>One for each route that the alert takes; none where nobody would be told.</returns>
    public static IReadOnlyList<RouteForecast> Of(
        NotificationPlan plan, IReadOnlySet<string> channels, TimeZoneInfo zone, string? domain, string? district, Severity severity, long at)
    {
        var audience = new Audience(plan, channels, zone);
        return [.. plan.RoutesOf(domain, district, severity, at, zone).Select(route => new RouteForecast(route, StepsOf(route, audience, severity, at)))];
    }

    /// <summary>A step that reaches nobody is passed over at once, as it would be.</summary>
    static List<StepForecast> StepsOf(AlertRoute route, Audience audience, Severity severity, long at)
    {
        var (steps, due) = (new List<StepForecast>(), at + (long)route.FirstWait.TotalMilliseconds);
        foreach (var step in route.Steps)
        {
            var calls = audience.Of(step.To, severity, due);
            steps.Add(new StepForecast(due, calls));
            due += calls.Any(call => call.IsPossible) ? (long)step.After.TotalMilliseconds : 0;
        }

        return steps;
    }
}

/// <param name="Steps">Of the first round.</param>
public sealed record RouteForecast(AlertRoute Route, IReadOnlyList<StepForecast> Steps);

/// <param name="At">Unix ms.</param>
/// <param name="Calls">Those who cannot be reached are among them.</param>
public sealed record StepForecast(long At, IReadOnlyList<Call> Calls);
