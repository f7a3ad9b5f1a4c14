using CityOps.Dashboard.Access;
using CityOps.Dashboard.Live;

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
        api.MapLiveSnapshot();
    }

    /// <summary>What routing refuses by itself (no such path, method or content type) is told as RFC 9457 says, too.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseStatusCodePages());
}
