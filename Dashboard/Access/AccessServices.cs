using CityOps.Core.Clocks;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Http;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboard.Access;

/// <summary>Who somebody is and what that allows.</summary>
static class AccessServices
{
    /// <summary>As pages link to it: they know under which path the city is.</summary>
    public const string SignInPage = "sign-in";
    public const string SignInPath = "/" + SignInPage;
    const string CookieName = "cityops";
    const string ByRequest = "ByRequest";

    public static IServiceCollection AddAccess(this IServiceCollection services, CitySettings settings, bool development)
    {
        services.AddDataProtection().SetApplicationName("CityOps");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, CityKeyRing>();
        services.Configure<AntiforgeryOptions>(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        var authentication = services.AddAuthentication(ByRequest)
            .AddPolicyScheme(ByRequest, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, development))
            .AddKey()
            .AddCookie(ConfigureCookie);
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<TimeProvider>((cookie, clock) => cookie.TimeProvider = clock.Pace());
        if (development)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, DemoPersonHandler>(DemoPersonHandler.SchemeName, null);
        }
        else
        {
            services.AddHostedService<SetupNotice>();
        }

        if (settings.SignOn is { } signOn)
        {
            SignOn.Add(authentication, signOn);
        }

        AddPeople(services);
        return services.AddPolicies(development).AddCascadingAuthenticationState();
    }

    static void AddPeople(IServiceCollection services)
    {
        // Identity wants a context of its own for each request; nothing else takes one this way.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<CityDatabase>>().CreateDbContext());
        services.AddIdentityCore<CityUser>(ConfigureIdentity).AddUserValidator<ReservedNames>().AddEntityFrameworkStores<CityDatabase>().AddSignInManager().AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromDays(1));
        services.AddSingleton<DemoPeople>().AddSingleton<Sessions>().AddSingleton<SetupLink>();
        services.AddScoped<Viewers>().AddScoped<Operators>().AddScoped<Administrators>().AddScoped<KeySignIn>().AddScoped<PasswordSignIn>().AddScoped<SetupAccounts>().AddScoped<SignOnAccounts>().AddScoped<OwnAccount>().AddScoped<PeopleDesk>().AddScoped<KeyDesk>().AddScoped<AuditDesk>().AddScoped<RuleDesk>().AddScoped<ShiftDesk>().AddScoped<PerformanceDesk>().AddScoped<ReportDesk>().AddScoped<MaintenanceDesk>();
        services.AddTransient<IClaimsTransformation, CallerAddress>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddHostedService<HubSessions>();
    }

    // Long passwords instead of odd characters: NIST SP 800-63B, 3.1.1.2.
    static void ConfigureIdentity(IdentityOptions options)
    {
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 6;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    static string SchemeOf(HttpContext context, bool development)
    {
        var path = context.Request.Path;
        var machine = path.StartsWithSegments("/api") || path.StartsWithSegments("/metrics") || path.StartsWithSegments("/openapi");
        if (context.Request.Headers.Authorization.Count > 0 || (machine && development))
        {
            return ApiKeyHandler.SchemeName;
        }

        return development ? DemoPersonHandler.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme;
    }

    static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.ReturnUrlParameter = "returnUrl";
        // Programs get a status code, people a page.
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is not { } principal || !await sessions.HoldAsync(principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }

    static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/metrics") ||
            path.StartsWithSegments("/openapi") || path.StartsWithSegments("/_blazor") || status == StatusCodes.Status403Forbidden)
        {
            return Results.Problem(statusCode: status).ExecuteAsync(context.HttpContext);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
