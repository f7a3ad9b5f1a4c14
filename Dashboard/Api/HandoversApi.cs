using System.Globalization;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>The hand-overs of shifts over HTTP: what is and was handed over, and taking over.</summary>
static class HandoversApi
{
    public static void MapHandovers(this RouteGroupBuilder api)
    {
        api.MapGet("/handovers", List).Produces<ListAnswer<HandoverItem>>();
        api.MapGet("/handovers/now", Now).Produces<ShiftItem>();
        api.MapGet("/handovers/{id}", Details).Produces<HandoverDetailsItem>();
        api.MapPost("/handovers", TakeOver).RequireAuthorization(Policies.Operate).Accepts<TakeOverBody>(Body.Json, Body.Any).Produces<HandoverItem>(StatusCodes.Status201Created);
    }

    static async Task<IResult> List(ShiftBook shifts, string? limit, string? cursor, CancellationToken cancellationToken)
    {
        var most = Parameters.Limit(limit);
        var found = await shifts.ListAsync(Parameters.Before(cursor), most + 1, cancellationToken);
        var items = found.Take(most).Select(HandoverItem.Of).ToList();
        return Results.Ok(new ListAnswer<HandoverItem>(items, found.Count > most ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    static async Task<IResult> Now(ShiftBook shifts, CancellationToken cancellationToken) => Results.Ok(ShiftItem.Of((await shifts.NowAsync(cancellationToken)).Summary));

    static async Task<IResult> Details(string id, ShiftBook shifts, CancellationToken cancellationToken) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await shifts.GetAsync(number, cancellationToken) is { } handover
            ? Results.Ok(new HandoverDetailsItem(HandoverItem.Of(handover.Head), ShiftItem.Of(handover.Summary)))
            : throw ApiException.Unknown("hand-over", id);

    static async Task<IResult> TakeOver(HttpContext context, ShiftBook shifts)
    {
        var body = await Body.ReadOrAsync(context.Request, new TakeOverBody(null, null), context.RequestAborted);
        var taken = await shifts.TakeOverAsync(Actors.Of(context), BodyChecks.Lines(body.Remarks, "remarks"), body.After, context.RequestAborted);
        return taken.IsStale
            ? throw new ApiException(StatusCodes.Status409Conflict, taken.Handover is { } newest ? $"The last hand-over is {newest.Number}, by {newest.TakenOverBy}." : "There is no hand-over yet: after is 0.")
            : Results.Created($"/api/v1/handovers/{taken.Handover!.Number}", HandoverItem.Of(taken.Handover));
    }
}

/// <param name="After">Number of the last hand-over as the caller saw it, 0 = none; without it nothing is compared.</param>
sealed record TakeOverBody(string? Remarks, long? After);
