using CityOps.Dashboard.Components;
using CityOps.Dashboard.Components.Screen;
using CityOps.Dashboard.Demo;
using CityOps.Dashboard.Localization;
using CityOps.Dashboard.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace CityOps.Dashboard;

/// <summary>
/// The screen: pages, languages, look. The host adds <see cref="Live.LiveFeed"/>, <see cref="Components.Alerts.AlertActions"/>,
/// the readings API, the live hub and sign-in.
/// </summary>
public static class DashboardUi
{
    static readonly string[] ForPrograms = ["/api", "/hubs", "/openapi", "/health/live", "/health/ready", "/metrics"];

    public static IServiceCollection AddDashboardUi(this IServiceCollection services)
    {
        services.AddLocalization().AddRequestLocalization(Languages.Configure).AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
            // An operator's screen comes back to where it was after ten minutes without a network.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(10));
        services.AddMudServices().AddTransient<MudLocalizer, CityMudLocalizer>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            CityClock.From(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IConfiguration>()));
        services.AddScoped(provider => new ScreenPulse(provider.GetRequiredService<Live.LiveFeed>(), TimeProvider.System));
        services.AddScoped<PageScript>().AddScoped<ScreenMeter>();
        return services;
    }

    /// <summary>Call before other endpoints, and after the security headers and access.</summary>
    public static WebApplication MapDashboardUi(this WebApplication app)
    {
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
        }

        app.UseWhen(IsForPrograms, programs => programs.UseExceptionHandler(
            failed => failed.Run(http => Results.Problem(statusCode: StatusCodes.Status500InternalServerError).ExecuteAsync(http))));
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(OnlyMissingPagesAsync);
        app.HideDemoWithoutCity();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapLanguageChoice();
        // Null: our own header says frame-ancestors, and more strictly.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    static async Task OnlyMissingPagesAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = http.Response.StatusCode == StatusCodes.Status404NotFound && !IsForPrograms(http);
        }
    }

    // Programs get plain status codes and problem details, not pages.
    static bool IsForPrograms(HttpContext http) => ForPrograms.Any(prefix => http.Request.Path.StartsWithSegments(prefix));
}
