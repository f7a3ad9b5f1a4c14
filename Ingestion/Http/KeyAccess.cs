using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace CityOps.Ingestion.Http;

/// <summary>Who may do what, in both programs. Ingestion knows one identity, the holder of the key; the Dashboard adds people.</summary>
public static class KeyAccess
{
    /// <summary>The policies, and the one for endpoints that say nothing.</summary>
    /// <param name="development">Looking is open to everybody.</param>
    public static IServiceCollection AddPolicies(this IServiceCollection services, bool development)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.View, policy => Look(policy, development))
            .AddPolicy(Policies.Operate, policy => policy.RequireRole(Roles.Operator, Roles.Administrator))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Administrator))
            .SetFallbackPolicy(Look(new AuthorizationPolicyBuilder(), development).Build());
        return services;
    }

    public static AuthenticationBuilder AddKey(this AuthenticationBuilder authentication) =>
        authentication.AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);

    /// <summary>A wrong key is refused everywhere, also where none is needed: its holder believes to be somebody.</summary>
    public static void UseAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization.Count > 0 && context.User.Identity is not { IsAuthenticated: true })
            {
                await context.ChallengeAsync(ApiKeyHandler.SchemeName);
                return;
            }

            await next(context);
        });
        app.UseAuthorization();
    }

    static AuthorizationPolicyBuilder Look(AuthorizationPolicyBuilder policy, bool development) =>
        development ? policy.RequireAssertion(_ => true) : policy.RequireAuthenticatedUser();
}
