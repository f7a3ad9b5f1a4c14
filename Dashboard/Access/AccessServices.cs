using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace CityOps.Dashboard.Access;

/// <summary>Who somebody is and what that allows.</summary>
static class AccessServices
{
    const string ByRequest = "ByRequest";

    public static IServiceCollection AddAccess(this IServiceCollection services, bool development)
    {
        var authentication = services.AddAuthentication(ByRequest)
            .AddPolicyScheme(ByRequest, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, development))
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddCookie(ConfigureCookie);
        if (development)
        {
            authentication.AddScheme<AuthenticationSchemeOptions, DemoPersonHandler>(DemoPersonHandler.SchemeName, null);
        }

        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.View, policy => Look(policy, development))
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(Roles.Operator, Roles.Administrator))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Administrator))
            .SetFallbackPolicy(Look(new AuthorizationPolicyBuilder(), development).Build());
        return services.AddCascadingAuthenticationState();
    }

    /// <summary>A wrong key is refused everywhere, also where none is needed: its holder believes to be somebody.</summary>
    public static void UseWrongKeyRefusal(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Headers.Authorization.Count > 0 && context.User.Identity is not { IsAuthenticated: true })
        {
            await context.ChallengeAsync(ApiKeyHandler.SchemeName);
            return;
        }

        await next(context);
    });

    static AuthorizationPolicyBuilder Look(AuthorizationPolicyBuilder policy, bool development) =>
        development ? policy.RequireAssertion(_ => true) : policy.RequireAuthenticatedUser();

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
        options.Cookie.Name = "cityops";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        // Programs get a status code, people a page.
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
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
