using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Ingestion.Health;
using Microsoft.AspNetCore.Authorization;
using Prometheus;

namespace CityOps.Dashboard.Api;

/// <summary>Health and metrics, for people, load balancers and Prometheus.</summary>
static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Ok(new { status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
        app.MapGet("/metrics", MetricsAsync).RequireAuthorization(Policies.View);
    }

    static async Task<IResult> ReadyAsync(HealthReport health, IAuthorizationService authorization, HttpContext context, TimeProvider clock)
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
sealed record HealthAnswer(string Status, IReadOnlyList<ComponentAnswer> Components)
{
    public static HealthAnswer From(HealthView report, bool details) => new(
        Word(report.Status),
        [.. report.Components.Select(c => new ComponentAnswer(
            c.Name, Word(c.Status), details && c.Since is { } since ? Instants.ToRfc3339(since) : null, details ? c.Text : null, details ? c.Numbers : null))]);

    static string Word(HealthStatus status) => status switch { HealthStatus.Ready => "ready", HealthStatus.Degraded => "degraded", _ => "down" };
}

sealed record ComponentAnswer(string Name, string Status, string? Since, string? Text, IReadOnlyDictionary<string, double>? Numbers);
