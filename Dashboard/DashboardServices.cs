using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Api;
using CityOps.Dashboard.Components.Alerts;
using CityOps.Dashboard.Components.Charts;
using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Components.History;
using CityOps.Dashboard.Components.Shifts;
using CityOps.Dashboard.Demo;
using CityOps.Dashboard.Figures;
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
        services.AddSingleton(settings.TimeZone).AddSingleton(settings.Map).AddSingleton(settings.Screen);
        services.AddSingleton<DescribeAlert>(AlertSentence.Describe);
        services.AddSingleton(provider => ReadsOf(provider.GetRequiredService<AlertLog>(), provider.GetRequiredService<CityRegistry>()));
        services.AddLiveFeed().AddKeyFigures();
        services.AddSingleton(provider => new HealthWatch(
            provider.GetRequiredService<IHealthReport>(), provider.GetRequiredService<IAccounts>(), provider.GetRequiredService<TimeProvider>(), TimeProvider.System));
        services.AddScoped<AlertActions>().AddScoped<AlertDesk>().AddScoped<ChartDesk>().AddScoped<DeviceDesk>().AddScoped<JobDesk>().AddScoped<NotificationDesk>().AddScoped<OwnNotifications>().AddScoped<LinkActs>().AddScoped<QuarantineActions>().AddTransient<HealthDesk>().AddScoped<DemoDesk>();
        return services.AddDashboardUi();
    }

    public static void MapDashboard(this WebApplication app, CitySettings settings)
    {
        // Refusals, too, have the security headers and a body that says why: both come before the question who somebody is.
        app.UseSecurityHeaders(settings.Map.Origin);
        app.UseApiProblems();
        app.UseWebSockets();
        app.Require(settings);
        app.UseOwnTiles(settings);
        app.UseAccess();
        app.UseRateLimiter();
        app.UseLiveCompression();
        app.MapDashboardUi();
        app.MapSignOut();
        app.MapAuditExport();
        app.MapRuleExport();
        app.MapAlertsExport();
        app.MapLogExport();
        app.MapHistoryExport();
        if (settings.SignOn is not null)
        {
            app.MapSignOn();
        }

        app.MapApi(settings);
        app.MapLiveHub().RequireAuthorization(Policies.View);
    }

    static IServiceCollection AddKeyFigures(this IServiceCollection services) =>
        services.AddSingleton<FigurePast>().AddSingleton<FigureBoard>().AddHostedService(provider => provider.GetRequiredService<FigureBoard>());

    static CityReads ReadsOf(AlertLog log, CityRegistry city) =>
        new(log.ListedAsync, log.ChangesSinceAsync, log.LastChangeAsync, city.RevisionAsync, city.LoadAsync);
}
