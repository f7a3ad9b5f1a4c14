using CityOps.Dashboard.Api;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Access;

/// <summary>The audit trail as a file, for whoever is signed in on pages; programs ask the API.</summary>
static class AuditExport
{
    public const string Path = "/audit/export";

    /// <summary>What one file has at most, the newest.</summary>
    const string Most = "10000";

    public static void MapAuditExport(this IEndpointRouteBuilder app) => app.MapGet(
        Path, (HttpContext context, CityOps.Storage.City.AuditTrail trail, string? who, string? action, string? subject) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
            return AuditApi.ListAsync(trail, who, action, subject, null, null, "csv", Most, null, context.RequestAborted);
        }).RequireAuthorization(Policies.Administer).RequireRateLimiting(RateLimits.LongReads).ExcludeFromDescription();
}
