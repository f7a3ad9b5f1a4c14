using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace CityOps.Dashboard.Access;

/// <summary>Sign-in with the accounts that a city's staff have anyway, by OpenID Connect.</summary>
static class SignOn
{
    const string Scheme = "SignOn";
    const string CallbackPath = "/sign-on";

    /// <summary>Where the button leads, as a page links to it.</summary>
    public const string Page = "sign-on/start";

    /// <summary>Query of the sign-in page after the provider, or we, have said no.</summary>
    public const string Refused = "refused";

    public static void Add(AuthenticationBuilder authentication, SignOnSettings settings) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        (options.Authority, options.ClientId, options.ClientSecret) = (settings.Authority.AbsoluteUri, settings.ClientId, settings.ClientSecret);
        (options.SignInScheme, options.CallbackPath) = (CookieAuthenticationDefaults.AuthenticationScheme, CallbackPath);
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);

        // Claims with the names that the provider gives them.
        (options.MapInboundClaims, options.GetClaimsFromUserInfoEndpoint, options.RequireHttpsMetadata) = (false, true, !settings.Authority.IsLoopback);
        options.ClaimActions.MapAll();
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            // The way back is a link that the browser follows, over whatever it came.
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        options.Events.OnTokenValidated = ArriveAsync;
        options.Events.OnRemoteFailure = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdConnectHandler>>()
                .LogWarning("A sign-on was refused, from {Address}: {Why}", PasswordSignIn.Address(context.HttpContext), context.Failure?.Message);
            context.Response.Redirect($"{context.Request.PathBase}{AccessServices.SignInPath}?{Refused}=sign-on");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    });

    public static void MapSignOn(this IEndpointRouteBuilder app) =>
        app.MapGet("/" + Page, (HttpContext http, string? returnUrl) => Results.Challenge(
                new AuthenticationProperties { RedirectUri = LanguageChoice.LocalOrHome(http, returnUrl) }, [Scheme]))
            .AllowAnonymous().ExcludeFromDescription().RequireRateLimiting(RateLimits.SignOn);

    static async Task ArriveAsync(TokenValidatedContext context)
    {
        var people = context.HttpContext.RequestServices.GetRequiredService<SignOnAccounts>();
        if (await people.ArriveAsync(context.HttpContext, context.Principal!) is { } person)
        {
            context.Principal = Sessions.PrincipalOf(person, CookieAuthenticationDefaults.AuthenticationScheme);
        }
        else
        {
            context.Fail("The account is shut, or the provider names no role for it.");
        }
    }
}
