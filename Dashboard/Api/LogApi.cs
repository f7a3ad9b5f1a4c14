using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Authorization;

namespace CityOps.Dashboard.Api;

/// <summary>The log book over HTTP: what people wrote between the facts of the city, newest first.</summary>
static class LogApi
{
    public static void MapLog(this RouteGroupBuilder api)
    {
        api.MapGet("/log", List).Produces<ListAnswer<LogItem>>();
        api.MapPost("/log", Write).RequireAuthorization(Policies.Operate).Accepts<LogBody>(Body.Json, Body.Any).Produces<LogItem>(StatusCodes.Status201Created);
    }

    static async Task<IResult> List(
        HttpContext context, LogBook book, IAuthorizationService authorization, string? show, string? from, string? to, string? limit, string? cursor)
    {
        var query = new LogQuery
        {
            Show = Show(show), From = Parameters.Time(from, "from"), To = Parameters.Time(to, "to"), Limit = Parameters.Limit(limit),
            Cursor = cursor is null ? null : LogCursor.TryParse(cursor, out var place) ? place : throw ApiException.BadParameter("cursor", "not one that this list gave"),
        };
        var page = await book.FindAsync(query, context.RequestAborted);
        page = (await authorization.AuthorizeAsync(context.User, null, Policies.Administer)).Succeeded ? page : page.WithoutRuleWriters();
        return Results.Ok(new ListAnswer<LogItem>([.. page.Lines.Select(LogItem.Of)], page.Next?.ToString()));
    }

    static async Task<IResult> Write(HttpContext context, LogBook book)
    {
        var body = await Body.ReadAsync<LogBody>(context.Request, context.RequestAborted);
        var text = BodyChecks.Lines(body.Text, "text") ?? throw ApiException.BadParameter("text", "is required");
        var draft = new LogDraft(text, BodyChecks.Reference(body.Station, "station"), BodyChecks.Reference(body.Alert, "alert"), body.Corrects);
        var (entry, outcome) = await book.WriteAsync(Actors.Of(context), draft, context.RequestAborted);
        return outcome switch
        {
            LogOutcome.Written => Results.Created("/api/v1/log", LogItem.Of(new EntryLine(entry!))),
            LogOutcome.NoSuchStation => throw NotAllowed($"There is no station '{draft.Station}'."),
            LogOutcome.NoSuchAlert => throw NotAllowed($"There is no alert '{draft.AlertId}'."),
            LogOutcome.NoSuchEntry => throw NotAllowed($"There is no entry {draft.Corrects}."),
            _ => throw NotAllowed($"Entry {draft.Corrects} was corrected already; correct the correction."),
        };
    }

    static ApiException NotAllowed(string why) => new(StatusCodes.Status422UnprocessableEntity, why);

    static LogShow Show(string? text) => text switch
    {
        null or "all" => LogShow.All,
        "entries" => LogShow.Entries,
        "people" => LogShow.People,
        "automatic" => LogShow.Automatic,
        _ => throw ApiException.BadParameter("show", $"'{text}' is none of all, entries, people, automatic"),
    };
}

/// <param name="Corrects">Number of the entry whose place this one takes.</param>
sealed record LogBody(string? Text, string? Station, string? Alert, long? Corrects);
