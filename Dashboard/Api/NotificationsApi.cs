using System.Text.Json.Nodes;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <summary>Who is told of what, over HTTP. The plan holds addresses of people, so looking at it needs the role operator.</summary>
static class NotificationsApi
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var look = api.MapGroup("/notifications").RequireAuthorization(Policies.Operate);
        look.MapGet("/plan", Plan);
        look.MapGet("/channels", Channels).Produces<ListAnswer<ChannelItem>>();
        look.MapGet("/deliveries", Deliveries).Produces<ListAnswer<DeliveryItem>>();
        look.MapGet("/deliveries/{key}", Delivered).Produces<DeliveryItem>();
        look.MapGet("/who", Who).Produces<ListAnswer<RouteForecastItem>>();
        look.MapPost("/drills", Drill).Accepts<DrillBody>(Body.Json, Body.Any).Produces<AlertItem>(StatusCodes.Status201Created);
        look.MapDelete("/drills/{id}", EndDrill);
        OwnNotificationsApi.Map(api.MapGroup("/notifications/me").RequireAuthorization(Policies.View));
        var change = api.MapGroup("/notifications").RequireAuthorization(Policies.Administer);
        change.MapPut("/plan", Save).Accepts<object>(Body.Json, Body.Any);
        change.MapPost("/channels/{name}/test", Test).Accepts<TestBody>(Body.Json, Body.Any).Produces<DeliveryItem>(StatusCodes.Status202Accepted);
    }

    static async Task<IResult> Plan(NotificationPlans plans, CancellationToken cancellationToken)
    {
        var (plan, version) = await plans.CurrentAsync(cancellationToken);
        return Results.Ok(Node(plan, version));
    }

    static async Task<IResult> Save(HttpContext context, NotificationPlans plans)
    {
        var (plan, seen) = Read(await Body.TextAsync(context.Request, context.RequestAborted));
        var version = await plans.ChangeAsync(Actors.Of(context), seen, _ => plan, context.RequestAborted)
            ?? throw new ApiException(StatusCodes.Status409Conflict, $"The plan has changed since version {seen}: fetch it again.");
        return Results.Ok(Node(plan, version));
    }

    static async Task<IResult> Channels(DeliveryBook book, CancellationToken cancellationToken) =>
        Results.Ok(new ListAnswer<ChannelItem>([.. (await book.ChannelsAsync(cancellationToken)).Select(ChannelItem.Of)], null));

    static async Task<IResult> Deliveries(DeliveryBook book, string? limit, CancellationToken cancellationToken) =>
        Results.Ok(new ListAnswer<DeliveryItem>([.. (await book.NewestAsync(Parameters.Limit(limit), cancellationToken)).Select(DeliveryItem.Of)], null));

    static async Task<IResult> Delivered(string key, DeliveryBook book, CancellationToken cancellationToken) =>
        Results.Ok(DeliveryItem.Of(await book.GetAsync(key, cancellationToken) ?? throw ApiException.Unknown("delivery", key)));

    static async Task<IResult> Who(
        NotificationPlans plans, DeliveryBook book, LiveFeed feed, TimeZoneInfo zone, TimeProvider clock, string? station, string? district, string? domain, string? severity, string? at,
        CancellationToken cancellationToken)
    {
        var place = PlaceOf(feed, station, district, domain);
        var channels = (await book.ChannelsAsync(cancellationToken)).Select(channel => channel.Name).ToHashSet();
        var forecast = Forecast.Of(
            (await plans.CurrentAsync(cancellationToken)).Plan, channels, zone, place.Domain, place.District, SeverityOf(severity), Parameters.Time(at, "at") ?? clock.UnixMs());
        return Results.Ok(new ListAnswer<RouteForecastItem>([.. forecast.Select(RouteForecastItem.Of)], null));
    }

    static async Task<IResult> Drill(HttpContext context, AlertLog log, LiveFeed feed, AlertItems items, TimeProvider clock)
    {
        var body = await Body.ReadAsync<DrillBody>(context.Request, context.RequestAborted);
        var alert = await log.StartDrillAsync(
            Actors.Of(context), PlaceOf(feed, body.Station, body.District, body.Domain), SeverityOf(body.Severity ?? "minor"), clock.UnixMs(), context.RequestAborted);
        return Results.Created($"/api/v1/alerts/{alert.Id}", items.Of(alert));
    }

    static async Task<IResult> EndDrill(string id, AlertLog log, TimeProvider clock, CancellationToken cancellationToken) =>
        await log.EndDrillsAsync(id, clock.UnixMs(), cancellationToken) > 0 ? Results.NoContent() : throw ApiException.Unknown("drill", id);

    static async Task<IResult> Test(string name, HttpContext context, DeliveryBook book, NotificationPlans plans, TimeProvider clock)
    {
        var body = await Body.ReadOrAsync(context.Request, new TestBody(null), context.RequestAborted);
        var channel = (await book.ChannelsAsync(context.RequestAborted)).FirstOrDefault(one => one.Name == name) ?? throw ApiException.Unknown("channel", name);
        var contact = body.Contact is not { } id ? null : (await plans.CurrentAsync(context.RequestAborted)).Plan.Contact(id) ?? throw ApiException.Unknown("contact", id);
        if (channel.Personal && contact?.AddressOn(name) is null)
        {
            throw new ApiException(StatusCodes.Status422UnprocessableEntity, $"Channel '{name}' needs a contact with an address on it.");
        }

        var key = await book.TestAsync(Actors.Of(context), name, channel.Personal ? contact : null, "en", clock.UnixMs(), cancellationToken: context.RequestAborted);
        return Results.Accepted($"/api/v1/notifications/deliveries/{key}", DeliveryItem.Of((await book.GetAsync(key, context.RequestAborted))!));
    }

    static DrillPlace PlaceOf(LiveFeed feed, string? station, string? district, string? domain)
    {
        if (station is null)
        {
            return domain is null or AlertRoute.OwnDomain || Domains.IsKnown(domain) ? new DrillPlace(null, district, domain == AlertRoute.OwnDomain ? null : domain)
                : throw ApiException.BadParameter("domain", $"must be one of {string.Join(", ", Domains.All)}, {AlertRoute.OwnDomain}");
        }

        var found = feed.Registry.Stations.GetValueOrDefault(station) ?? throw ApiException.Unknown("station", station);
        return new DrillPlace(station, found.District, found.Domain);
    }

    static Severity SeverityOf(string? word) =>
        RuleWords.TryReadSeverity(word, out var severity) ? severity : throw ApiException.BadParameter("severity", "must be critical, major, minor or warning");

    static JsonObject Node(NotificationPlan plan, int version) => PlanVersion.Put(PlanJson.Write(plan), version);

    static (NotificationPlan Plan, int? Seen) Read(string json)
    {
        var (text, seen) = PlanVersion.Take(json);
        return PlanJson.TryRead(text, out var plan, out var error) ? (plan, seen) : throw new ApiException(StatusCodes.Status400BadRequest, error);
    }
}

sealed record DrillBody(string? Station, string? District, string? Domain, string? Severity);

sealed record TestBody(string? Contact);
