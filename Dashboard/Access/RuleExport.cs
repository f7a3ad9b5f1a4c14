using CityOps.Core.Alerts;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Access;

/// <summary>All rules as a file, for whoever is signed in on pages; programs ask the API.</summary>
static class RuleExport
{
    /// <summary>As pages link to it.</summary>
    public const string Page = "rules/export";

    public static void MapRuleExport(this IEndpointRouteBuilder app) => app.MapGet("/" + Page, async (HttpContext context, RuleBook book, CancellationToken cancellationToken) =>
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=rules.json";
        return Results.Text(RuleFile.Write(await book.ListAsync(includeDisabled: true, cancellationToken)), "application/json");
    }).RequireAuthorization(Policies.View).ExcludeFromDescription();
}
