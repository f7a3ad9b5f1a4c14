using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Alerts over HTTP: what stands, its history and evidence, and what people do to it.</summary>
static class AlertsApi
{
    public static void MapAlerts(this RouteGroupBuilder api)
    {
        api.MapGet("/alerts", List).Produces<ListAnswer<AlertItem>>();
        api.MapGet("/alerts/{id}", Details);
        var act = api.MapGroup("/alerts/{id}").RequireAuthorization(Policies.Operate);
        act.MapPost("/acknowledge", Acknowledge).Accepts<AcknowledgeBody>(Body.Json, Body.Any).Produces<AlertItem>();
        act.MapPost("/comment", Comment).Accepts<CommentBody>(Body.Json, Body.Any).Produces<AlertItem>();
        act.MapPost("/assign", Assign).Accepts<AssignBody>(Body.Json, Body.Any).Produces<AlertItem>();
        act.MapPost("/shelve", Shelve).Accepts<ShelveBody>(Body.Json, Body.Any).Produces<AlertItem>();
        act.MapPost("/unshelve", Unshelve).Accepts<UnshelveBody>(Body.Json, Body.Any).Produces<AlertItem>();
    }

    static async Task<IResult> List(
        AlertLog log, AlertItems items, TimeProvider clock, string? state, string? acknowledged, string? severity, string? device,
        string? from, string? to, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var query = new AlertQuery
        {
            State = State(state),
            Acknowledged = Parameters.Flag(acknowledged, "acknowledged"),
            Severity = SeverityOf(severity),
            Device = device,
            From = Parameters.Time(from, "from"),
            To = Parameters.Time(to, "to"),
            Limit = Parameters.Limit(limit),
            Cursor = Cursor(cursor),
        };
        var page = await log.QueryAsync(query, clock.UnixMs(), cancellationToken);
        return Results.Ok(new ListAnswer<AlertItem>([.. page.Items.Select(items.Of)], page.Next?.ToString()));
    }

    static async Task<IResult> Details(string id, AlertLog log, RuleBook book, DeliveryBook deliveries, AlertItems items, CancellationToken cancellationToken)
    {
        var details = await log.GetAsync(id, cancellationToken) ?? throw ApiException.Unknown("alert", id);
        var rule = await book.GetVersionAsync(details.Alert.Rule.Id, details.Alert.Rule.Version, cancellationToken);
        return Results.Ok(AlertDetailsAnswer.From(details, items.Of(details.Alert), rule, await deliveries.OfAlertAsync(id, cancellationToken)));
    }

    static async Task<IResult> Acknowledge(string id, HttpContext context, AlertActs acts)
    {
        var body = await Body.ReadOrAsync(context.Request, new AcknowledgeBody(null, null), context.RequestAborted);
        return await acts.RunAsync(context, (log, by, now, cancel) => log.AcknowledgeAsync(id, by, BodyChecks.Text(body.Comment, "comment", 1_000), body.Revision, now, cancel), id);
    }

    static async Task<IResult> Comment(string id, HttpContext context, AlertActs acts)
    {
        var body = await Body.ReadAsync<CommentBody>(context.Request, context.RequestAborted);
        var text = BodyChecks.Text(body.Text, "text", 1_000) ?? throw ApiException.BadParameter("text", "is required");
        return await acts.RunAsync(context, (log, by, now, cancel) => log.CommentAsync(id, by, text, body.Revision, now, cancel), id);
    }

    static async Task<IResult> Assign(string id, HttpContext context, AlertActs acts)
    {
        var body = await Body.ReadAsync<AssignBody>(context.Request, context.RequestAborted);
        return await acts.RunAsync(context, (log, by, now, cancel) => log.AssignAsync(id, by, BodyChecks.Text(body.To, "to", 128), body.Revision, now, cancel), id);
    }

    static async Task<IResult> Shelve(string id, HttpContext context, AlertActs acts)
    {
        var body = await Body.ReadAsync<ShelveBody>(context.Request, context.RequestAborted);
        var until = Parameters.Time(body.Until, "until") ?? throw ApiException.BadParameter("until", "is required");
        var reason = BodyChecks.Text(body.Reason, "reason", 1_000) ?? throw ApiException.BadParameter("reason", "is required");
        return await acts.RunAsync(context, (log, by, now, cancel) => log.ShelveAsync(id, by, until, reason, body.Revision, now, cancel), id);
    }

    static async Task<IResult> Unshelve(string id, HttpContext context, AlertActs acts)
    {
        var body = await Body.ReadOrAsync(context.Request, new UnshelveBody(null), context.RequestAborted);
        return await acts.RunAsync(context, (log, by, now, cancel) => log.UnshelveAsync(id, by, body.Revision, now, cancel), id);
    }

    static AlertState? State(string? text) => text switch
    {
        null => null,
        "active" => AlertState.Active,
        "cleared" => AlertState.Cleared,
        _ => throw ApiException.BadParameter("state", $"'{text}' is neither active nor cleared"),
    };

    static Severity? SeverityOf(string? text) =>
        text is null ? null
        : RuleWords.TryReadSeverity(text, out var severity) ? severity
        : throw ApiException.BadParameter("severity", $"'{text}' is none of critical, major, minor, warning");

    static AlertCursor? Cursor(string? text) =>
        text is null ? null : AlertCursor.TryParse(text, out var cursor) ? cursor : throw ApiException.BadParameter("cursor", "not one that this list gave");
}

sealed record AcknowledgeBody(string? Comment, int? Revision);

sealed record CommentBody(string? Text, int? Revision);

sealed record AssignBody(string? To, int? Revision);

sealed record ShelveBody(string? Until, string? Reason, int? Revision);

sealed record UnshelveBody(int? Revision);
