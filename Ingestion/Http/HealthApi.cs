using CityOps.Core.Readings;
using CityOps.Ingestion.Health;
using Microsoft.AspNetCore.Authorization;

namespace CityOps.Ingestion.Http;

/// <summary>Health and metrics, for people, load balancers and Prometheus.</summary>
public static class HealthApi
{
    /// <summary><c>/health/live</c> and <c>/health/ready</c>, by the process's <see cref="IHealthReport"/>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapGet("/metrics", MetricsAsync).RequireAuthorization(Policies.View);

    static async Task<IResult> ReadyAsync(IHealthReport health, IAuthorizationService authorization, HttpContext context)
    {
        var report = await health.MakeAsync(context.RequestAborted);
        var mayLook = (await authorization.AuthorizeAsync(context.User, null, Policies.View)).Succeeded;
        var status = report.Status == HealthStatus.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return Results.Json(HealthAnswer.From(report, mayLook), statusCode: status);
    }

    static async Task MetricsAsync(HttpContext context, IngestionMetricsPage page)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await page.WriteAsync(context.Response.Body, context.RequestAborted);
    }
}

/// <param name="Components">Their details only for those who may look at the city.</param>
public sealed record HealthAnswer(string Status, IReadOnlyList<ComponentAnswer> Components)
{
    public static HealthAnswer From(HealthView report, bool details) => new(
        HealthWords.Of(report.Status),
        [.. report.Components.Select(c => new ComponentAnswer(
            c.Name, HealthWords.Of(c.Status), details && c.Since is { } since ? Instants.ToRfc3339(since) : null, details ? c.Text : null,
            details ? c.Numbers : null))]);
}

public sealed record ComponentAnswer(string Name, string Status, string? Since, string? Text, IReadOnlyDictionary<string, double>? Numbers);

/// <summary>How states of health are spelt over HTTP.</summary>
public static class HealthWords
{
    public static string Of(HealthStatus status) => status switch { HealthStatus.Ready => "ready", HealthStatus.Degraded => "degraded", _ => "down" };

    /// <summary>A word that nobody knows counts as the worst.</summary>
    public static HealthStatus Read(string? word) => word switch { "ready" => HealthStatus.Ready, "degraded" => HealthStatus.Degraded, _ => HealthStatus.Down };
}
