namespace CityOps.Ingestion.Http;

/// <summary>What a separate Ingestion serves: health, metrics, the account of messages, what we refused and what the store refused.</summary>
public static class IngestionHttp
{
    /// <param name="development">Looking is open to everybody.</param>
    public static IServiceCollection AddIngestionHttp(this IServiceCollection services, bool development)
    {
        services.AddProblemDetails();
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddKey();
        return services.AddPolicies(development);
    }

    public static void MapIngestionHttp(this WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(
            http => Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(http)));
        app.UseApiProblems();
        app.UseAccess();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiGroup().MapIngestionApi();
    }

    /// <summary>The group of <c>/api/v1</c>: refusals in words, and nobody without the right to look.</summary>
    public static RouteGroupBuilder MapApiGroup(this IEndpointRouteBuilder app) =>
        app.MapGroup("/api/v1").AddEndpointFilter<ApiFilter>().RequireAuthorization(Policies.View);

    /// <summary>What both programs serve of ingestion under <c>/api/v1</c>.</summary>
    public static void MapIngestionApi(this RouteGroupBuilder api)
    {
        api.MapLedger();
        api.MapQuarantine();
        api.MapDeadLetters();
        api.MapJobs();
        api.MapRollups();
    }

    /// <summary>What routing refuses by itself (no such path, method or content type) is told as RFC 9457 says, too.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages());
}
