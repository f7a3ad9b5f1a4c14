using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Live;
using CityOps.Dashboard.Web;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Health;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;

namespace CityOps.Dashboard;

/// <summary>Puts the web side together: screen, live feed, API and rights.</summary>
static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services, CitySettings settings, bool development)
    {
        FrontDoor.Add(services, settings.Web);
        services.AddAccess(settings, development).AddRateLimits();
        services.AddApi();
        services.AddSingleton(settings.TimeZone);
        services.AddSingleton<DescribeAlert>(AlertSentence.Describe);
        services.AddSingleton(provider => ReadsOf(provider.GetRequiredService<AlertLog>(), provider.GetRequiredService<CityRegistry>()));
        services.AddLiveFeed();
        services.AddSingleton(provider => new HealthWatch(
            provider.GetRequiredService<IHealthReport>(), provider.GetRequiredService<IAccounts>(), provider.GetRequiredService<TimeProvider>(), TimeProvider.System));
        services.AddScoped<AlertActions>().AddScoped<QuarantineActions>().AddTransient<HealthDesk>();
        return services.AddDashboardUi();
    }

    public static void MapDashboard(this WebApplication app, CitySettings settings)
    {
        // Refusals, too, have the security headers and a body that says why: both come before the question who somebody is.
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UseWebSockets();
        app.Require(settings);
        app.UseAccess();
        app.UseRateLimiter();
        app.MapDashboardUi();
        app.MapSignOut();
        app.MapAuditExport();
        app.MapRuleExport();
        if (settings.SignOn is not null)
        {
            app.MapSignOn();
        }

        app.MapApi(settings);
        app.MapLiveHub().RequireAuthorization(Policies.View);
    }

    static CityReads ReadsOf(AlertLog log, CityRegistry city) =>
        new(log.ListedAsync, log.ChangesSinceAsync, log.LastChangeAsync, city.RevisionAsync, city.LoadAsync);
}
