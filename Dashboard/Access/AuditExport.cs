using CityOps.Dashboard.Api;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Access;

/// <summary>The audit trail as a file, for whoever is signed in on pages; programs ask the API.</summary>
static class AuditExport
{
    /// <summary>As pages link to it.</summary>
    public const string Page = "audit/export";

    /// <summary>What one file has at most, the newest.</summary>
    const string Most = "10000";

    public static void MapAuditExport(this IEndpointRouteBuilder app) => app.MapGet(
        "/" + Page, (HttpContext context, CityOps.Storage.City.AuditTrail trail, string? who, string? action, string? subject, string? from, string? to) =>
        {
            context.Response.Headers.ContentDisposition = "attachment; filename=audit.csv";
            return AuditApi.ListAsync(context, trail, who, action, subject, from, to, "csv", Most, null);
        }).RequireAuthorization(Policies.Administer).RequireRateLimiting(RateLimits.LongReads).ExcludeFromDescription();
}
