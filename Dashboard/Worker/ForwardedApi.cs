using System.Net.Mime;
using CityOps.Ingestion.Http;
using CityOps.Ingestion.Jobs;

namespace CityOps.Dashboard.Worker;

/// <summary>What belongs to the journal, served by a Dashboard that has none: asked of Ingestion and handed on as it comes.</summary>
static class ForwardedApi
{
    /// <summary>A long list may take a while, but not for ever.</summary>
    static readonly TimeSpan LongestBody = TimeSpan.FromSeconds(30);

    // The parameters stand here so that an unknown one is refused, and all of them are described, as where ingestion is in the process.
    public static void MapForwardedApi(this RouteGroupBuilder api)
    {
        api.MapGet("/ledger", ForwardAsync).Produces<CityLedgerAnswer>();
        api.MapGet("/ledger/devices", (HttpContext context, IngestionClient ingestion, string? limit, string? cursor) => ForwardAsync(context, ingestion))
            .Produces<ListAnswer<DeviceLedgerAnswer>>();
        api.MapGet(
            "/ledger/devices/worst",
            (HttpContext context, IngestionClient ingestion, string? q, string? trouble, string? all, string? offset, string? limit) => ForwardAsync(context, ingestion))
            .Produces<WorstDevicesAnswer>();
        api.MapGet("/ledger/{device}", (HttpContext context, IngestionClient ingestion, string device) => ForwardAsync(context, ingestion))
            .Produces<DeviceLedgerAnswer>();
        api.MapGet("/quarantine", (HttpContext context, IngestionClient ingestion, string? device, string? reason, string? limit, string? cursor) => ForwardAsync(context, ingestion))
            .Produces<ListAnswer<QuarantineItem>>();
        var replay = api.MapGroup("/quarantine").RequireAuthorization(Policies.Administer);
        replay.MapPost("/{id}/replay", (HttpContext context, IngestionClient ingestion, string id) => ForwardAsync(context, ingestion)).Produces<ReplayAnswer>();
        replay.MapPost("/replay", ForwardAsync).Accepts<ReplayBody>(Body.Json, Body.Any).Produces<ReplayAllAnswer>();
        api.MapGet("/dead-letters", (HttpContext context, IngestionClient ingestion, string? limit, string? cursor) => ForwardAsync(context, ingestion))
            .Produces<ListAnswer<DeadLetterItem>>();
        api.MapGet("/jobs", ForwardAsync).Produces<ListAnswer<JobItem>>();
        api.MapPost("/jobs/{id}/run", (HttpContext context, IngestionClient ingestion, string id) => ForwardAsync(context, ingestion))
            .RequireAuthorization(Policies.Administer).Produces<JobItem>(StatusCodes.Status202Accepted);
        api.MapGet("/rollups/late", (HttpContext context, IngestionClient ingestion, string? series) => ForwardAsync(context, ingestion))
            .Produces<ListAnswer<LateHourItem>>();
    }

    public static void MapForwardedMetrics(this IEndpointRouteBuilder app) =>
        app.MapGet("/metrics", ForwardAsync).RequireAuthorization(Policies.View);

    static async Task ForwardAsync(HttpContext context, IngestionClient ingestion)
    {
        try
        {
            // The path as it was written, with its escapes.
            var path = context.Request.Path.ToUriComponent()[1..] + context.Request.QueryString;
            using var answer = HttpMethods.IsGet(context.Request.Method)
                ? await ingestion.AskAsync(path, context.RequestAborted)
                : await ingestion.PostAsync(path, await Body.TextAsync(context.Request, context.RequestAborted), Actors.Of(context), context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString() ?? MediaTypeNames.Application.Octet;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            limit.CancelAfter(LongestBody);
            await answer.Content.CopyToAsync(context.Response.Body, limit.Token);
        }
        catch (IngestionAwayException e)
        {
            await Results.Problem(e.Message, statusCode: e.Status).ExecuteAsync(context);
        }
    }
}
