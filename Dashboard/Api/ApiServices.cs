using CityOps.Dashboard.Access;

namespace CityOps.Dashboard.Api;

/// <summary>The HTTP API: <c>/api/v1</c>, health, metrics and its description.</summary>
static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("CityOps", "v1");
            return Task.CompletedTask;
        }));
        return services.AddSingleton<ConfigHint>().AddSingleton<RegistryItems>().AddSingleton<SeriesLookup>().AddSingleton<ReadingsQuery>()
            .AddSingleton<AlertActs>();
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.View);
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ApiFilter>().RequireAuthorization(Policies.View).DisableAntiforgery();
        api.MapRegistry();
        api.MapReadings();
        api.MapAlerts();
        api.MapRules();
        api.MapLedger();
        api.MapQuarantine();
        api.MapFallback(NoSuchEndpoint);
    }

    static IResult NoSuchEndpoint() => Results.Problem("There is no such endpoint.", statusCode: StatusCodes.Status404NotFound);
}
