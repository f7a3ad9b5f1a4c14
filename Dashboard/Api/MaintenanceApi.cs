using CityOps.Core.Readings;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Maintenance windows over HTTP: what is out of service, and so disturbs nobody.</summary>
static class MaintenanceApi
{
    public static void MapMaintenance(this RouteGroupBuilder api)
    {
        api.MapGet("/maintenance", List).Produces<ListAnswer<MaintenanceItem>>();
        var change = api.MapGroup("/maintenance").RequireAuthorization(Policies.Operate);
        change.MapPost("", Create).Accepts<MaintenanceBody>(Body.Json, Body.Any).Produces<MaintenanceItem>(StatusCodes.Status201Created);
        change.MapDelete("/{id}", End).Produces<MaintenanceItem>();
    }

    static async Task<IResult> List(MaintenanceBook book, CancellationToken cancellationToken) =>
        Results.Ok(new ListAnswer<MaintenanceItem>([.. (await book.ListAsync(cancellationToken)).Select(MaintenanceItem.Of)], null));

    static async Task<IResult> Create(HttpContext context, MaintenanceBook book, AlertLog log, TimeProvider clock)
    {
        var (body, now) = (await Body.ReadAsync<MaintenanceBody>(context.Request, context.RequestAborted), clock.UnixMs());
        var (scope, subject) = (body.CheckScope(), BodyChecks.Text(body.Subject, "subject", 64) ?? throw ApiException.BadParameter("subject", "is required"));
        var reason = BodyChecks.Text(body.Reason, "reason", 1_000) ?? throw ApiException.BadParameter("reason", "is required");
        var from = Parameters.Time(body.From, "from") ?? now;
        var until = Parameters.Time(body.Until, "until") ?? throw ApiException.BadParameter("until", "is required");
        if (!MaintenanceWindow.IsPeriod(from, until, now))
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, "A window ends after it begins, in the future, and lasts a year at most.");
        }

        var window = await book.CreateAsync(Actors.Of(context), scope, subject, from, until, reason, context.RequestAborted);
        await log.ApplyMaintenanceAsync(now, context.RequestAborted);
        return Results.Created($"/api/v1/maintenance/{window.Id}", MaintenanceItem.Of(window));
    }

    static async Task<IResult> End(string id, HttpContext context, MaintenanceBook book, AlertLog log, TimeProvider clock)
    {
        var window = await book.EndAsync(Actors.Of(context), id, context.RequestAborted) ?? throw ApiException.Unknown("maintenance window", id);
        await log.ApplyMaintenanceAsync(clock.UnixMs(), context.RequestAborted);
        return Results.Ok(MaintenanceItem.Of(window));
    }
}

sealed record MaintenanceBody(string? Scope, string? Subject, string? From, string? Until, string? Reason)
{
    public MaintenanceScope CheckScope() => Scope switch
    {
        "device" => MaintenanceScope.Device,
        "station" => MaintenanceScope.Station,
        "district" => MaintenanceScope.District,
        _ => throw ApiException.BadParameter("scope", "must be device, station or district"),
    };
}

sealed record MaintenanceItem(string Id, string Scope, string Subject, string From, string Until, string Reason, string By, string? EndedAt)
{
    public static MaintenanceItem Of(MaintenanceWindow window) => new(
        window.Id, window.Scope.ToString().ToLowerInvariant(), window.Subject, Instants.ToRfc3339(window.From), Instants.ToRfc3339(window.Until), window.Reason, window.By,
        window.EndedAt is { } ended ? Instants.ToRfc3339(ended) : null);
}
