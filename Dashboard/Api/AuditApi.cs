using System.Globalization;
using System.Text;
using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>The audit trail over HTTP, for administrators.</summary>
static class AuditApi
{
    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").RequireAuthorization(Policies.Administer);
        audit.MapGet("", ListAsync).Produces<ListAnswer<AuditItem>>();
        audit.MapGet("/verify", Verify).Produces<AuditVerifyAnswer>();
    }

    internal static async Task<IResult> ListAsync(
        HttpContext context, AuditTrail trail, string? who, string? action, string? subject, string? from, string? to, string? format, string? limit, string? cursor)
    {
        if (format is not (null or "json" or "csv"))
        {
            throw ApiException.BadParameter("format", $"'{format}' is neither json nor csv");
        }

        var most = Parameters.Limit(limit);
        var query = new AuditQuery(who, action, subject, Parameters.Time(from, "from"), Parameters.Time(to, "to"), Before(cursor));
        var entries = await trail.FindAsync(query, most + 1, context.RequestAborted);
        var items = entries.Take(most).Select(AuditItem.From).ToList();
        return format == "csv" || (format is null && ReadingsCsv.IsWanted(context.Request))
            ? Csv(items)
            : Results.Ok(new ListAnswer<AuditItem>(items, entries.Count > most ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }

    static async Task<IResult> Verify(AuditTrail trail, CancellationToken cancellationToken)
    {
        var verdict = await trail.VerifyAsync(null, cancellationToken);
        return Results.Ok(new AuditVerifyAnswer(verdict.Fault is null, verdict.Count, Convert.ToHexStringLower(verdict.Hash), verdict.Fault));
    }

    static long? Before(string? cursor) => cursor is null ? null
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw ApiException.BadParameter("cursor", "not one that this list gave");

    static IResult Csv(List<AuditItem> items)
    {
        var csv = new StringBuilder("number,at,who,address,action,subject,before,after\r\n");
        foreach (var item in items)
        {
            string[] cells = [item.Number.ToString(CultureInfo.InvariantCulture), item.At, item.Who, item.Address ?? "", item.Action, item.Subject, item.Before ?? "", item.After ?? ""];
            csv.AppendJoin(',', cells.Select(ReadingsCsv.Text)).Append("\r\n");
        }

        return Results.Text(csv.ToString(), "text/csv", Encoding.UTF8);
    }
}

/// <param name="Before">JSON as text; null where there was nothing.</param>
/// <param name="After">JSON as text; null where there is nothing any more.</param>
sealed record AuditItem(long Number, string At, string Who, string? Address, string Action, string Subject, string? Before, string? After, string Hash)
{
    public static AuditItem From(AuditEntry entry) => new(
        entry.Number, Instants.ToRfc3339(entry.At), entry.Who, entry.Address, entry.Action, entry.Subject, entry.Before, entry.After, Convert.ToHexStringLower(entry.Hash));
}

/// <param name="Count">Entries that hold, from the first.</param>
/// <param name="Hash">Of the last of them.</param>
/// <param name="Fault">Null = all hold.</param>
sealed record AuditVerifyAnswer(bool Holds, long Count, string Hash, string? Fault);
