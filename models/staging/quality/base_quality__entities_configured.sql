with

configured as (

    {{ entities_configured() }}

),

final as (

    select
        domain_name,
        entity_name,
        source_system

    from configured

)

select * from final
