using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Live;
using CityOps.Ingestion.Configuration;
using CityOps.Storage.City;

namespace CityOps.Dashboard;

/// <summary>Puts the web side together: screen, live feed, API and rights.</summary>
static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services, CitySettings settings, bool development)
    {
        services.AddAccess(development);
        services.AddApi();
        services.AddSingleton(settings.TimeZone);
        services.AddSingleton<DescribeAlert>(AlertSentence.Describe);
        services.AddSingleton(provider => ReadsOf(provider.GetRequiredService<AlertLog>(), provider.GetRequiredService<CityRegistry>()));
        services.AddLiveFeed();
        services.AddScoped<AlertActions>();
        return services.AddDashboardUi();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.UseWrongKeyRefusal();
        app.MapDashboardUi();
        app.MapApi();
        app.MapLive().RequireAuthorization(Policies.View);
    }

    static CityReads ReadsOf(AlertLog log, CityRegistry city) =>
        new(log.OpenAsync, log.ChangesSinceAsync, log.LastChangeAsync, city.RevisionAsync, city.LoadAsync);
}
